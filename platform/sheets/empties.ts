import { type Cell, contactOf, type Issuer, type Leaf, type LeafBlock } from './leaf.ts'

const dated = '　　　年　　月　　日'
const timed = '　　月　　日　　时　　分'
const label = (text: string): Cell => ({ is: 'label', text })
const pair = (a: string, b: string, says: readonly [string, string] = ['', '']): Cell[] => [
  label(a),
  { text: says[0] },
  label(b),
  { text: says[1] },
]
const whole = (name: string, tall = 7.2, text = ''): Cell[] => [label(name), { span: 3, tall, text }]
const mark = (name: string, choices: readonly string[]): Cell[] => [label(name), { span: 3, choices }]

type Choices = { readonly [name: string]: readonly string[] }

const leaf = (issuer: Issuer, title: string, clause: string, blocks: readonly LeafBlock[]): Leaf => ({
  ...{ title, office: issuer.name, mark: issuer.mark, contact: contactOf(issuer), blocks },
  number: '编号：　　　　　　　　　　　',
  note: '选项在□内打√',
  foot: `服务规范 ${clause}`,
})

/** 首问负责登记表 to fill in by hand, with the receipt that the visitor takes along (2.1, 2.3.2). */
export function firstAskedForm(issuer: Issuer, { channels = [], inquiries = [] }: Choices): Leaf {
  return leaf(issuer, '首问负责登记表', '2.1', [
    {
      is: 'grid',
      rows: [
        pair('接待时间', '首问责任人', [timed, '　　　　　　工号：']),
        mark('来访方式', channels),
        mark('类别', inquiries),
        pair('服务对象姓名', '联系电话'),
        whole('所在单位'),
        whole('拟办事项', 13),
        whole('材料名称和份数'),
        mark('去向', ['本人办理', '转本单位其他岗位', '转本系统单位', '指引到系统外单位', '责任不明，已报负责人']),
        pair('承办部门、岗位', '承办人'),
        pair('转交时间', '承办人签收', [timed, '　　　　月　日　时　分']),
        pair('首次联系时间', '承诺答复时间', [timed, dated]),
        whole('负责人意见', 8),
        whole('答复时间和结果', 11),
        pair('服务对象签字', '日期', ['', dated]),
      ],
    },
    { is: 'cut', text: '沿虚线裁开，下联交服务对象' },
    { is: 'title', text: '首问登记回执' },
    {
      is: 'grid',
      rows: [
        pair('登记编号', '登记时间', ['', timed]),
        pair('首问责任人', '承办人和电话'),
        whole('登记的事项'),
        pair('首次联系不晚于', '答复不晚于', [timed, dated]),
      ],
    },
    {
      is: 'small',
      text: `请凭登记编号查询。到期没有人联系您，或者对答复不满意的，请拨打监督电话${issuer.supervisionPhone}。`,
    },
  ])
}

/** 投诉登记表 to fill in by hand, at the window or at the opinion box (10.5.2, 10.5.4). */
export function complaintForm(issuer: Issuer, { channels = [], causes = [] }: Choices): Leaf {
  return leaf(issuer, '投诉登记表', '10.5.4', [
    {
      is: 'grid',
      rows: [
        pair('投诉时间', '受理人', [timed, '']),
        mark('投诉方式', channels),
        pair('投诉人姓名', '联系电话', ['　　　（可以匿名）', '']),
        whole('联系地址'),
        whole('投诉对象'),
        mark('类别', causes),
        whole('投诉事项和经过', 26),
        whole('诉求', 10),
        whole('证据、附件'),
        mark('是否受理', ['受理', '不受理（写明理由）', '说明后撤回']),
        whole('不受理的理由', 8),
        mark('办理方式', ['现场协调', '立案处理', '意见反映']),
        pair('承办人', '办理期限', ['', dated]),
        whole('办理过程', 18),
        whole('办理结果', 14),
        pair('答复时间', '答复方式', [dated, '']),
        mark('投诉人意见', ['满意', '基本满意', '不满意', '撤回']),
        pair('投诉人签字', '归档日期', ['', dated]),
      ],
    },
  ])
}

/** 延期办理审批表 to fill in by hand: before the due date, by a superior, and the party is told (7.5). */
export function extensionForm(issuer: Issuer): Leaf {
  return leaf(issuer, '延期办理审批表', '7.5', [
    {
      is: 'grid',
      rows: [
        pair('办件编号', '事项名称'),
        pair('申请人', '联系电话'),
        pair('受理日期', '原办结日期', [dated, dated]),
        whole('延期原因', 30),
        whole('已采取的措施', 24),
        pair('申请延长', '新办结日期', ['　　　　个工作日', dated]),
        pair('承办人签名', '申请日期', ['', dated]),
      ],
    },
    {
      is: 'small',
      text: '应在原办结日期之前提出，由申请人以外的上级审批；一件只延期一次。期限届满后才提出的，按超期处理。',
    },
    {
      is: 'opinions',
      rows: [
        ['承办部门意见', '', `签名：　　　　　　　　　${dated}`],
        ['分管领导审批意见', '□同意延长　　　个工作日　□不同意', `签名：　　　　　　　　　${dated}`],
      ],
    },
    {
      is: 'grid',
      rows: [
        mark('告知方式', ['当面', '电话', '短信', '信函']),
        pair('告知时间', '告知人', [timed, '']),
        pair('申请人签收', '日期', ['', dated]),
      ],
    },
  ])
}

/** 窗口服务评价表: five levels, none chosen beforehand, and what may be named with each (10.5.1). */
export function ratingForm(
  issuer: Issuer,
  levels: readonly { readonly label: string; readonly items: readonly string[] }[],
): Leaf {
  return leaf(issuer, '窗口服务评价表', '10.5.1', [
    {
      is: 'text',
      text: '请您评价这一次服务。由您本人填写，投入意见箱或交给值班负责人；工作人员不代填、不查看是谁填写。',
    },
    {
      is: 'grid',
      rows: [
        pair('日期', '窗口', [dated, '']),
        pair('工作人员编号', '办理的事项'),
        whole('单子编号或排队号', 8.5, '　　　　　　　　　　　　　　（写了才能对应到这一次服务，可以不写）'),
        mark(
          '总的评价',
          levels.map((one) => one.label),
        ),
      ],
    },
    { is: 'heading', text: '具体情况（与总的评价同一行，可以多选，也可以不选）' },
    {
      is: 'grid',
      rows: levels.map((level): Cell[] => [label(level.label), { span: 3, choices: level.items }]),
    },
    { is: 'heading', text: '意见建议' },
    {
      is: 'grid',
      rows: [whole('150字以内', 36), pair('姓名', '电话', ['　　　　（可以不填）', '　　　　（可以不填）'])],
    },
    {
      is: 'small',
      text: `选“不满意”“非常不满意”并留下联系方式的，我们会核实、整改并向您反馈。监督电话${issuer.supervisionPhone}。`,
    },
  ])
}

/** AB角交接单 to fill in by hand (5.1). */
export function handoverForm(issuer: Issuer): Leaf {
  const empty = (columns: number, rows: number) =>
    Array.from({ length: rows }, (_, i) => [`${i + 1}`, ...Array<string>(columns - 1).fill('')])
  return leaf(issuer, 'AB角交接单', '5.1', [
    {
      is: 'grid',
      rows: [
        pair('岗位', '日期', ['', dated]),
        pair('A角（主办）', 'B角（代行）'),
        mark('离岗原因', ['请假', '公出', '培训', '调整', '其他']),
        pair('离岗开始', '预计返岗', [timed, timed]),
      ],
    },
    { is: 'heading', text: '一、在办事项' },
    {
      is: 'table',
      titles: ['序号', '编号', '事项', '当前状态', '到期日', '要注意的'],
      widths: [0, 3, 3.4, 2, 2, 3],
      rows: empty(6, 5),
      tall: 7,
    },
    { is: 'heading', text: '二、资料、印章、钥匙和权限' },
    { is: 'table', titles: ['序号', '名称', '数量', '说明'], widths: [0, 4, 1.4, 5], rows: empty(4, 2), tall: 7 },
    {
      is: 'signs',
      rows: [
        ['交出人', '', '接收人', ''],
        ['批准人', '', '交接时间', timed],
      ],
    },
    { is: 'heading', text: '三、返岗交还' },
    {
      is: 'grid',
      rows: [
        whole('代行情况说明', 14),
        mark('资料交还', ['已交还', '待补交', '没有需要交还的']),
        pair('A角签收', '返岗时间', ['', timed]),
      ],
    },
  ])
}
