import { complaintForm, extensionForm, firstAskedForm, handoverForm, ratingForm } from '#platform/sheets/empties.ts'
import type { Issuer, Leaf } from '#platform/sheets/leaf.ts'
import { boxLeaf } from '#platform/sheets/opinion-box.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { channels, inquiries } from '#rules/first-asked/contract.ts'
import { causes, channels as complaintChannels } from '#rules/quality-service/complaint.ts'
import { items, type Level } from '#rules/quality-service/contract.ts'
import { levels } from '#rules/quality-service/policy.ts'

/** A form of the office's own that is filled in by hand, where the computer is away or somebody prefers paper. */
export type Empty = {
  readonly name: string
  readonly title: string
  readonly clause: ClauseId
  readonly says: string
  readonly make: (issuer: Issuer) => Leaf
}

const best = [5, 4, 3, 2, 1] as const satisfies readonly Level[]

export const empties: readonly Empty[] = [
  {
    ...{ name: 'first-asked', title: '首问负责登记表（附回执）', clause: '2.1' },
    says: '停电、断网或外出接待时手写，回来后补录',
    make: (issuer) =>
      firstAskedForm(issuer, { channels: Object.values(channels), inquiries: Object.values(inquiries) }),
  },
  {
    ...{ name: 'complaint', title: '投诉登记表', clause: '10.5.4' },
    says: '放在窗口和意见箱旁，可以匿名',
    make: (issuer) =>
      complaintForm(issuer, { channels: Object.values(complaintChannels), causes: Object.values(causes) }),
  },
  {
    ...{ name: 'rating', title: '窗口服务评价表', clause: '10.5.1' },
    says: '没有评价器的窗口用，投入意见箱后由两人开箱录入',
    make: (issuer) =>
      ratingForm(
        issuer,
        best.map((level) => ({
          label: levels[level],
          items: Object.entries(items[level]).map(([code, says]) => `${code} ${says}`),
        })),
      ),
  },
  {
    ...{ name: 'opinion-box', title: '意见箱开箱记录', clause: '10.5.1' },
    says: '放在意见箱旁，两人开箱时手写；回到系统登记后可打印填好的',
    make: (issuer) => boxLeaf(issuer, null),
  },
  {
    ...{ name: 'extension', title: '延期办理审批表', clause: '7.5' },
    says: '手工办理时用；系统里的延期可在事项上直接打印填好的审批表',
    make: extensionForm,
  },
  {
    ...{ name: 'handover', title: 'AB角交接单', clause: '5.1.b' },
    says: '手工交接时用；系统里的交接单按在办事项自动填好',
    make: handoverForm,
  },
]
