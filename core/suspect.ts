import { type Found, foundIn, type Let, pattern } from '#core/reading.ts'

/**
 * Words of a vacancy by which it is not published (就业促进法 26–31, 41, 人力资源市场暂行条例 24). One list for every door: the first
 * review of the case, the release, the renewal and the referral. What the law never allows is refused; what may be lawful for a
 * certain work is asked of the reviewer.
 */
export type Suspect = {
  readonly word: RegExp
  readonly how: 'refused' | 'asked'
  readonly about: string
  readonly basis: string
  readonly instead: string
  /** By which words around it the same is said to be no condition, or not to be charged. */
  readonly lets: Let
}

const equal = '《就业促进法》第三条、第二十六条'
const women = '《就业促进法》第二十七条'
const charges = '《就业促进法》第四十一条、《人力资源市场暂行条例》'
const work = '删去，只写做这份工作需要的技能、经验或证书'

/** A number as it is written; a sex as one is called by it, and what is honestly called after it. */
const n = '(?:\\d+|[〇零一二三四五六七八九十两百]+)'
const called =
  '（？：性|士|生|工|孩|子|员工|职工|同志|青年|职员|司机|保安|会计|文员|前台|秘书|助理|厨师|普工|店员|导购|服务员|营业员|销售员？）'
const thing =
  '（？：的）？（？：装|鞋|包（？！装）|用品|用药|护理|护肤|服装|服饰|内衣|皮具|箱包|香水|化妆|美容|美发|理发|发型|西装|衬衫|客户|顾客|客人|消费者|会员|学员|游客|老人|居民|患者|病人|病房|科（？！学）|疾病|健康|身心|宿舍|公寓|浴室|卫生|厕所|更衣|洗手间|专柜|频道|栏目|时尚|产品|系列|区|款|专用|权益|保护|产假|享受|委员|特殊|按国家|依法）'
const sex = '（？：男（？！女）|（？<!男）女）'
const person = `${sex}${called}(?!${thing})`
const served = '（？<!面向|针对|照顾|照护|照料|服务）'
const bounds = '（？：限|只限|仅限|只要|只招|仅招|只收|只聘|招聘？|招收|要求|必须|须|需要？|应|要|聘）（？：为|是）？'
const ages = `${n}周？岁`
/** Children and old people whom the work is about. */
const cared =
  '（？！\\s？（？：的|以上|以下|及|儿）*（？：婴|幼|儿童|孩|宝宝|小朋友|学生|学员|青少年|少年|老人|老年|长者|患者））'
const region = '（？：本地|外地|本市|本省|本县|本区|本村|农村|城镇）'

const like = (...ways: readonly string[]): RegExp => pattern(ways.join('|'), 'giu')

/** Our own list; what it finds is shown with its basis and what to write instead. */
// biome-ignore format: one kind of word, one row
export const suspects: readonly Suspect[] = [
  { how: 'asked', about: '性别', basis: women, instead: '写明劳动强度或工作内容，不限性别', lets: 'value', word: like(
    `（？<!不）${bounds}(?:${n}?[名个位])?${sex}(?:${called}(?：优先|(?!${thing}))|的|(?!${called}|${thing}|[衣裤裙袜表童浴病友儿婴]))`,
    `${served}${person}（？：优先）？`, `${sex}[\\u4e00-\\u9fff]{0,4}?优先`, `${sex}${n}[名人位个]`, '男女各（？！类|种|式|界）') },
  { how: 'asked', about: '性别', basis: women, instead: '写明劳动强度或工作内容，不限性别', lets: 'label', word: like(`性别（？：要求|限制）？（？：[：为限]|要求）*${sex}?`) },
  { how: 'asked', about: '婚育', basis: women, instead: '删去，婚姻和生育状况不作为条件', lets: 'label', word: like(
    '未婚', '已婚', '已育', '未育', '婚育', '婚否', '婚姻状况', '生育（？！险|保|津贴|假|补贴|补助|护理|、|,|和|等|及）', '怀孕', '备孕', '孕妇（？！装|用品|护理）',
    '哺乳期（？！女？职？工？（？：享受|保护|按|依法|的？待遇|假））', '有无子女', '单身（？！宿舍|公寓）') },
  { how: 'asked', about: '年龄', basis: equal, instead: '写“年满16周岁”或删去', lets: 'label', word: like(
    `${n}周？岁？（？：-|至|到）${ages}（？：之间|以下|以内）？${cared}`, `（？<!未满|不满）（？！（？：16|十六）周？岁）${ages}(?:\\(?[含及]\\)?)*（？：以下|以内|之内|之下|左右|封顶|为限）${cared}`,
    `（？：不超过|不大于|不高于|不得超过|不能超过|小于|低于|上限为？）${ages}${cared}`, `（？：超过|满）？${ages}(?:\\(?[含及]\\)?)*（？：以上）？（？：的|者）*（？：勿扰|不招|不要|免谈|不考虑）`,
    `（？：限|仅限）？（？：（？：19|20）\\d{2}年？（？：以？后|之后）出生|(?<!\\d)[6-9]0后|(?<![\\d:])0[05]后|[六七八九][零〇五]后）`, '（？<!\\d）（？：[6-9]\\d|0\\d|1\\d）年？（？：以？后|之后）出生',
    `年龄（？！（？：要求|须|需|应|必须|在|已）*（？：年？满|达到）？（？：16|18|十六|十八）周？岁（？：\\(?[含及]\\)?）*（？：以上|$|[^\\d至到-]））`, '年轻（？：人|化）？') },
  { how: 'asked', about: '户籍、地域', basis: '《就业促进法》第三十一条', instead: '写“能在工作地点按时到岗”', lets: 'label', word: like(
    `（？：限|仅限）？${region}（？：人（？！力|才|事|行|均可）|户口|户籍）`, '（？<!不）（？：限|仅限|只招|只要）[\\u4e00-\\u9fff]{2,6}?（？：籍|户籍|户口|（？<!残疾|[一二三四五六七八九十两]|军）人（？！员|数|才|次|士|事|力））',
    '户籍', '户口（？！本|簿）', '籍贯', '[\\u4e00-\\u9fff]{2}（？：省|市）？人（？：勿扰|不要|免谈）', '（？：不招|不要|不收|拒招）[\\u4e00-\\u9fff]{2,4}人（？！员|才）') },
  { how: 'asked', about: '民族', basis: '《就业促进法》第二十八条', instead: '删去', lets: 'label', word: like(
    '（？：限|仅限|须|不招|不要）？（？：少数民族|民族）（？！路|街|大学|学院|中学|小学|乡|村|特色|餐|菜|服|舞|音乐|乐|歌|工艺|团结|文化|宫|地区）', '（？：限|仅限|须|不招|不要）？（？：汉|满|回|朝鲜|蒙古|藏|维吾尔|壮|苗|彝|土家）族（？！自治|乡|镇|餐|菜|服|馆|医|语|文）') },
  { how: 'asked', about: '宗教信仰', basis: equal, instead: '删去', lets: 'label', word: like('宗教（？！场所|事务）', '信教', '信仰') },
  { how: 'asked', about: '残疾、身体条件', basis: '《就业促进法》第二十九条', instead: '写明工作需要完成的具体动作', lets: 'label', word: like(
    '（？<!照顾|照料|护理|服务|帮助|安置|欢迎|为|支持）残疾（？！证|人？（？：优先|均可|也？可|不限|康复|服务|就业|托养|保障|联合会|照|欢迎|证））', '身体健全', '五官端正', '身高（？！体重|测）', '身材', '相貌', '长相', '容貌', '外貌', '颜值', '纹身（？！师|店）') },
  { how: 'asked', about: '容貌', basis: equal, instead: '写明工作中的着装、言谈要求，不写容貌', lets: 'value', word: like('形象（？：气质）？（？：好|佳|优|端正|良好）', '气质（？：好|佳|优|良好）') },
  { how: 'asked', about: '传染病病原携带', basis: '《就业促进法》第三十条', instead: '删去；法律规定须持健康证的岗位写“持有效健康证”', lets: 'label', word: like(
    '（？：hiv|艾滋病？|乙肝|两对半|[大小]三阳|梅毒|肺结核|传染病|病原携带|携带者|病史）（？！防|预防|控|医院|科|病房|疫苗|知识|宣传|监测|报告|管理|患者|病人|采集）') },
  { how: 'asked', about: '政治面貌', basis: equal, instead: work, lets: 'label', word: like('党员（？！活动|发展|管理|教育|之家|服务|档案）', '政治面貌') },
  { how: 'refused', about: '押金', basis: charges, instead: '删去，不得以任何名目收取押金', lets: 'charge', word: like(
    '抵押金', '押金', '保证金', '风险金', '风险抵押', '[押压]着？（？：工资|薪水|薪资|薪酬）', `（？：（？<!抵）押|（？<![血水高低气液电油减施]）压）（？：${n}（？：个月|月|个？星期|周|天）|半个？月|首月|第一个月|当月）的？（？：工资|薪水|薪资|薪酬|薪）`,
    `（？<!抵）押（？：${n}个月|半个月）（？！的）`, `（？<!抵）押${n}（？：元|块|千|百）`) },
  { how: 'refused', about: '收费', basis: charges, instead: '删去，不得向求职人收费；由单位承担的写“费用由单位承担”', lets: 'fee', word: like(
    '（？：报名|培训|服装|工装|工服|体检|中介|介绍|手续|资料|建档|入职|上岗|岗前|面试）费',
    '（？：培训|入职|上岗|报名|面试|体检|服装|工装|办证|求职）（？：期间|时|前）？（？：需要？|须|要|先|另行？|统一|适当|均|都|个人）{0,4}（？：收费|交费|缴费|自费|（？：收|交|缴）（？：取|纳）？（？：费用|\\d+元|\\d+块））') },
  { how: 'refused', about: '扣押证件', basis: '《就业促进法》第四十一条、《劳动合同法》第九条', instead: '删去，证件只核验、当场退还', lets: 'charge', word: like(
    '（？：扣押|扣留|扣|押|收缴|收走|没收|上交|上缴|抵押|质押）（？：求职人|求职者|应聘者|员工|本人|个人|的）*（？：有效）？（？：身份证|证件|毕业证|学历证|驾驶证|驾照|户口本|资格证|护照|银行卡）（？：书|件）？（？：原件）？（？！（？：正反面）？复印件）',
    '（？：身份证|证件|毕业证|学历证|驾驶证|驾照|户口本|资格证|护照|银行卡）（？：书|件）？（？：原件）？[由须需要应将统一全部先都均律暂时代为交给放在存]{0,8}（？：本？单位|用人单位|公司|厂里|厂方|我司|企业|人事部？|老板|店里|行政部？）？（？：统一|暂时？|代为|代|集中|负责）*（？：保管|保存|抵押|扣留|扣押|上交|上缴|留存|收走|收存|代管|质押）') },
  { how: 'refused', about: '培训贷', basis: charges, instead: '删去，不得要求贷款', lets: 'charge', word: like('（？：培训|入职|求职|助培）贷款？', '贷款（？：培训|入职|交费|缴费|学习后上岗）') },
]

/** The texts of a vacancy in which such words are looked for, as its form calls them. */
export const vacancyTexts = {
  jobTitle: '岗位名称',
  jobType: '工种',
  requirement: '招聘条件',
  duties: '岗位职责',
  benefits: '福利待遇',
  hiringSteps: '招聘流程',
  applyBy: '应聘方式',
  companyIntro: '单位基本情况',
} as const
type TextName = keyof typeof vacancyTexts

export type Flag = Found &
  Omit<Suspect, 'word' | 'lets'> & {
    readonly field: string
    readonly label: string
  }

/** Every suspicious word of a vacancy at its place, in the order of reading. */
export function flagsIn(texts: Readonly<Record<string, unknown>>): readonly Flag[] {
  return Object.entries(vacancyTexts).flatMap(([field, label]) => {
    const text = texts[field as TextName]
    if (typeof text !== 'string') return []
    const found = suspects.flatMap(({ word, lets, ...suspect }) =>
      foundIn(text, word, lets).map((one): Flag => ({ field, label, ...one, ...suspect })),
    )
    return found.toSorted((a, b) => a.from - b.from)
  })
}

/** 招聘条件第3字的“限男性”涉及性别（《…》），…… */
export function flagSays({ label, from, word, about, basis, instead }: Flag): string {
  return `${label}第${from + 1}字的“${word}”涉及${about}（${basis}），应改写：${instead}`
}
