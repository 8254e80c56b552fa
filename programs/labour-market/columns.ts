import { spoken } from '#core/day.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import type { referralView, seekerView, vacancyView } from './view.ts'

/** The columns of the three books that leave the house: names and numbers covered unless asked for whole. */
type SeekerRow = ReturnType<typeof seekerView>
export const seekerColumns = [
  { title: '登记号', width: 20, value: (row: SeekerRow) => row.number },
  nameColumn('姓名', 12, (row: SeekerRow) => row.name),
  numberColumn('电话', 14, (row: SeekerRow) => row.phoneMasked),
  { title: '期望岗位', width: 20, value: (row: SeekerRow) => row.wantedJob },
  { title: '期望月薪（元）', width: 14, value: (row: SeekerRow) => (row.payLow === 0 ? '面议' : row.payLow) },
  { title: '地点', width: 20, value: (row: SeekerRow) => row.workPlace },
  { title: '工作性质', width: 14, value: (row: SeekerRow) => row.kindLabels.join('、') },
  { title: '状态', width: 10, value: (row: SeekerRow) => row.stageLabel },
  { title: '有效到', width: 16, value: (row: SeekerRow) => spoken(row.validUntil) },
]
type VacancyRow = ReturnType<typeof vacancyView>
export const vacancyColumns = [
  { title: '编号', width: 20, value: (row: VacancyRow) => row.number },
  { title: '单位', width: 28, value: (row: VacancyRow) => row.data.company ?? '' },
  { title: '岗位', width: 20, value: (row: VacancyRow) => row.data.jobTitle ?? '' },
  { title: '招聘人数', width: 10, value: (row: VacancyRow) => row.headcount },
  { title: '已招', width: 8, value: (row: VacancyRow) => row.filled },
  { title: '薪资', width: 24, value: (row: VacancyRow) => row.pay },
  { title: '地点', width: 24, value: (row: VacancyRow) => row.data.workPlace ?? '' },
  { title: '状态', width: 10, value: (row: VacancyRow) => row.stageLabel },
  { title: '发布到', width: 16, value: (row: VacancyRow) => spoken(row.until) },
  { title: '审核人', width: 10, value: (row: VacancyRow) => row.reviewer?.name ?? '' },
]
type ReferralRow = ReturnType<typeof referralView>
export const referralColumns = [
  { title: '编号', width: 20, value: (row: ReferralRow) => row.number },
  nameColumn('求职人', 12, (row: ReferralRow) => row.name),
  { title: '单位', width: 28, value: (row: ReferralRow) => row.company },
  { title: '岗位', width: 20, value: (row: ReferralRow) => row.job },
  { title: '情况', width: 14, value: (row: ReferralRow) => row.stateLabel },
  { title: '结果', width: 48, value: (row: ReferralRow) => row.says ?? '' },
]
