import { atMost, type CheckItem, seen } from '#regulation/checks/item.ts'
import { settings } from '#regulation/limits.ts'

/** What is looked at on and around each window's desk (4.3, 9.0). */
// biome-ignore format: one item, one row
export const windowItems: readonly CheckItem[] = [
  { id: '4.3.1.a', clause: '4.3.1', about: 'window', weight: 2, since: 1, kind: atMost('pieces', 0), words: '台面上规定物品（桌牌、评价器、电脑、打印机、电话、笔筒、要用的纸件）以外的东西有几件' },
  { id: '4.3.2.a', clause: '4.3.2', about: 'window', weight: 2, since: 1, kind: atMost('share', 1, 6), words: '文件占台面多少' },
  { id: '4.3.2.b', clause: '4.3.2', about: 'window', weight: 2, since: 1, kind: atMost('cm', settings['desk.stack'].amount), words: '文件叠放最高处多高' },
  { id: '4.3.2.c', clause: '4.3.2', about: 'window', weight: 1, since: 1, kind: seen, words: '办公家具、文件架摆放整齐' },
  { id: '4.3.4.a', clause: '4.3.4', about: 'window', weight: 1, since: 1, kind: seen, words: '窗口外座椅与工作人员座椅对齐' },
  { id: '9.0.b', clause: '9.0', about: 'window', weight: 2, since: 1, kind: seen, words: '座牌摆在桌面显眼处，与在岗人员相符' },
]
