import type { Needs } from '#apps/portal/apply-pass.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import { call } from '#apps/portal/track-story.ts'
import { dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { type Held, readMatter } from '#matter/store.ts'
import { visitorCode } from '#matter/visitor.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { contactOf, type Leaf } from '#platform/sheets/leaf.ts'
import { picturesOfMatter } from '#rules/quality-service/application/files.ts'
import { opensNext } from '#rules/quality-service/application/first.ts'
import { handlerOf, type PublicOffice } from '#rules/quality-service/visitor/view.ts'

/** The receipt of what came in online: who answers for it, from when the time counts, and how to follow it (2.1). */

type Received = {
  readonly held: Held
  readonly office: OfficeSnapshot
  readonly org: Organization
  readonly lines: readonly (readonly [label: string, says: string])[]
  readonly code: string
  readonly what: string
  readonly names: readonly string[]
  /** By when the first step is to be done, in words. */
  readonly by: string | null
  /** The office above, where that answers for a complaint. */
  readonly above: PublicOffice | null
}

async function received({ world, place }: Needs, tx: Tx, id: string, at: Instant): Promise<Received | null> {
  const [held, office, pictures] = await Promise.all([
    readMatter(tx, place.tenant, id),
    current(tx, place.tenant, at),
    picturesOfMatter(tx, place.tenant, id),
  ])
  const org = held && office.organizations.get(held.matter.office)
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!held || !org || !process) return null
  const { matter } = held
  const { first } = matter.custody
  const person = office.roster.staff.get(first.staff)
  const clock = matter.clocks.find(({ dueAt }) => dueAt !== null)
  const label = clock && process.clocks[clock.name]?.label
  const materials = world.catalogue.get(matter.service?.code ?? '')?.service.materials ?? []
  const nameOf = (id: string) => materials.find((one) => one.id === id)?.name ?? id
  const above = handlerOf(matter, office)
  const lines: readonly (readonly [string, string] | false | null)[] = [
    ['事项', matter.kind === 'case' ? process.title : (titles[matter.kind] ?? process.title)],
    ['收到时间', spokenAt(matter.openedAt)],
    ['首问责任人', person ? `${person.name}（工号${person.number}）` : '由值班人员负责'],
    clock?.dueAt
      ? [`${label}到`, clock.limit.unit === 'workingMinutes' ? spokenAt(clock.dueAt) : spoken(dayOf(clock.dueAt))]
      : false,
    [above ? '被投诉单位' : '办理单位', `${org.name}，电话${org.phone}`],
    above && ['负责处理', `上级单位${above.name}，电话${above.phone}`],
  ]
  return {
    ...{ held, office, org, code: visitorCode(world.keys, id), what: process.title },
    above,
    lines: lines.filter((line) => line !== false && line !== null),
    by: clock?.dueAt ? spokenAt(clock.dueAt) : null,
    names: [...new Set(pictures.map(({ material }) => nameOf(material)))],
  }
}

const titles: Readonly<Record<string, string>> = { contact: '请工作人员联系', complaint: '投诉或意见' }

/** When the time begins to count, in plain words; null while the office was open. */
function waits({ office, org, held }: Received): string | null {
  const opens = opensNext(office, org.id as OfficeId, held.matter.openedAt)
  return opens && `提交时不在办公时间，办理时间从${spokenAt(opens)}起计算；编号和责任人从提交时起就有效。`
}

/** What happens next: who does what, by when, and how one hears of it. */
function next({ held, org, by, above }: Received): Html {
  const { kind, facts } = held.matter
  if (kind === 'contact') return html`<p>接下来由首问责任人打您留下的电话联系您。</p>`
  if (kind !== 'complaint')
    return html`<p>接下来由首问责任人审查。材料不齐的，会一次告诉您还缺什么，您在“办事进度”里看得到，也可以在那里补交。</p>`
  const until = by ? `最迟${by}` : '在规定的期限内'
  const phone = (above ?? org).supervisionPhone || org.supervisionPhone
  return html`<h2>接下来</h2>
<ul>${
    facts['isAnonymous'] === true
      ? html`<li>您没有留姓名电话，不会有人联系您。${until}核实情况，决定是否受理。</li>
<li>处理到哪一步、结果怎样，凭上面的编号和查询码在“办事进度”里看；可以公开的结果也会在公示栏或网站公布。</li>`
      : html`<li>${until}，首问责任人打您留下的电话了解情况，核实后决定是否受理。</li>
<li>受理以后由负责处理的人把结果答复您；处理到哪一步、答复的期限，凭上面的编号和查询码在“办事进度”里看得到。</li>`
  }
<li>到期没有人联系、没有结果的，拨打监督电话${call(phone)}。</li></ul>`
}

/** On screen; null when there is no such matter. */
export async function receipt(
  needs: Needs,
  tx: Tx,
  id: string,
  at: Instant,
  pdf: string | null = '/apply/receipt.pdf',
): Promise<Html | null> {
  const seen = await received(needs, tx, id, at)
  if (!seen) return null
  const { held, lines, code, names } = seen
  const later = waits(seen)
  return html`<h1>${held.matter.kind === 'complaint' ? '已经收到' : '已经提交'}</h1>
<section class="state" role="status" aria-label="编号和查询码"><p>编号 <span class="code">${held.matter.number}</span>　查询码 <span class="code">${code}</span></p>
<p class="hint">请记下来或拍照：查进度、${held.matter.kind === 'case' ? '补材料、' : ''}评价都要用。</p></section>
${later && html`<p class="state">${later}</p>`}
<dl>${lines.map(
    ([label, says]) => html`<dt>${label}</dt><dd>${says}</dd>
`,
  )}</dl>
${names.length > 0 && html`<p>收到的材料：${names.join('、')}。</p>`}
${next(seen)}
<p>${pdf && html`<a class="button" href="${pdf}">下载回执</a> `}<a class="button" href="${pdf ? '/track/matter' : '/track'}">查看办事进度</a></p>
${pdf && html`<form method="post" action="/apply/leave"><button class="quiet" type="submit">退出（公用电脑请点这里）</button></form>`}`
}

/** On paper. */
export async function receiptLeaf(needs: Needs, tx: Tx, id: string, at: Instant): Promise<Leaf | null> {
  const seen = await received(needs, tx, id, at)
  if (!seen) return null
  const { held, org, lines, code, names } = seen
  const { number } = held.matter
  const later = waits(seen)
  const { name, phone, supervisionPhone, address } = org
  const contact = contactOf({ name, phone, supervisionPhone, address, mark: needs.world.mark })
  return {
    ...{ title: '网上申请回执', office: name, number: `编号：${number}`, contact, mark: needs.world.mark },
    foot: '网上申请回执',
    blocks: [
      {
        is: 'grid',
        rows: [...lines, ['编号', number] as const, ['查询码', code] as const].map(([label, text]) => [
          { is: 'label', text: label },
          { text, span: 3 },
        ]),
      },
      { is: 'text', text: names.length > 0 ? `收到的材料：${names.join('、')}。` : '没有收到材料。' },
      ...(later ? [{ is: 'text' as const, text: later }] : []),
      { is: 'text', text: '本回执说明单位已经收到申请；是否受理，以受理通知书为准。' },
      { is: 'heading', text: '怎样查询' },
      {
        is: 'points',
        items: [
          `网上：${needs.world.address}/track，填编号和查询码，可以看进度、补交材料、撤回申请。`,
          `电话：${phone}，报编号。`,
          '窗口：带身份证件和本回执。',
        ],
      },
    ],
  }
}
