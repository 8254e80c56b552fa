import { atLeast, type CheckItem, seen } from '#regulation/checks/item.ts'
import { settings } from '#regulation/limits.ts'

/** What is looked at once for the whole place (4.3, 10.1, 10.2, 10.3.1, 10.4). */
// biome-ignore format: one item, one row
export const venueItems: readonly CheckItem[] = [
  { id: '4.3.3.a', clause: '4.3.3', about: 'venue', weight: 1, since: 1, kind: seen, words: '资料柜靠墙摆齐，柜内有序，没有无关物品' },
  { id: '4.3.5.a', clause: '4.3.5', about: 'venue', weight: 1, since: 1, kind: seen, words: '公共墙面整洁，只有统一制作的公示和宣传牌' },
  { id: '4.3.6.a', clause: '4.3.6', about: 'venue', weight: 2, since: 1, kind: seen, words: '场所内没有人吸烟，没有烟头' },
  { id: '10.1.1.a', clause: '10.1.1', about: 'venue', weight: 5, since: 1, kind: atLeast('m2', settings['venue.service'].amount), words: '固定服务场所面积' },
  { id: '10.1.1.b', clause: '10.1.1', about: 'venue', weight: 3, since: 1, kind: atLeast('m2', settings['venue.archive'].amount), words: '档案室（区）面积' },
  { id: '10.1.1.c', clause: '10.1.1', about: 'venue', weight: 2, since: 1, kind: seen, words: '合署办公的，独立设窗' },
  { id: '10.1.4.a', clause: '10.1.4', about: 'venue', weight: 2, since: 1, kind: seen, words: '采光、便民、宣传、引导、信息发布设施配齐' },
  { id: '10.1.4.b', clause: '10.1.4', about: 'venue', weight: 2, since: 1, kind: seen, words: '办公设备和档案设备配齐、能用' },
  { id: '10.2.1.a', clause: '10.2.1', about: 'venue', weight: 1, since: 1, kind: seen, words: '厅内安静，没有噪音' },
  { id: '10.2.2.a', clause: '10.2.2', about: 'venue', weight: 3, since: 1, kind: seen, words: '物品摆放有序；无人处的文件、钱物已收好锁好' },
  { id: '10.2.3.a', clause: '10.2.3', about: 'venue', weight: 2, since: 1, kind: atLeast('minutes', settings['arrive.prepare'].amount), words: '开门前提前多少分钟打扫整理完', early: true },
  { id: '10.2.4.a', clause: '10.2.4', about: 'venue', weight: 1, since: 1, kind: seen, words: '绿植、桌椅、门窗等公共设施完好' },
  { id: '10.2.5.a', clause: '10.2.5', about: 'venue', weight: 1, since: 1, kind: seen, words: '地面、台面、卫生间干净，没有痰迹和垃圾', early: true },
  { id: '10.3.1.a', clause: '10.3.1', about: 'venue', weight: 3, since: 1, kind: seen, words: '窗口人人有接入就业专网的电脑，至少一台上互联网' },
  { id: '10.3.1.b', clause: '10.3.1', about: 'venue', weight: 5, since: 1, kind: seen, words: '抽看网线，内外网没有接在同一台设备上' },
  { id: '10.4.1.a', clause: '10.4.1', about: 'venue', weight: 1, since: 1, kind: seen, words: '照明布局合理，灯都亮，场所明亮', early: true },
  { id: '10.4.2.a', clause: '10.4.2', about: 'venue', weight: 2, since: 1, kind: seen, words: '座椅、老花镜、饮水机等便民用品齐全可用' },
  { id: '10.4.2.b', clause: '10.4.2', about: 'venue', weight: 2, since: 1, kind: seen, words: '无障碍通道和设施可用，没有被占' },
  { id: '10.4.2.c', clause: '10.4.2', about: 'venue', weight: 1, since: 1, kind: seen, words: '备有急救箱、雨伞、手机充电等其他便民用品', optional: true },
  { id: '10.4.3.a', clause: '10.4.3', about: 'venue', weight: 1, since: 1, kind: seen, words: '宣传栏、展台上的政策资料和办事指南够用' },
  { id: '10.4.5.a', clause: '10.4.5', about: 'venue', weight: 2, since: 1, kind: seen, words: '场所标识、场所名称、功能区和窗口名称齐全清楚' },
  { id: '10.4.5.b', clause: '10.4.5', about: 'venue', weight: 1, since: 1, kind: seen, words: '有引导标识或导办人员分流来人' },
]
