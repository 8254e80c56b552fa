import { type Clock, isLate, lamp, proofOf } from '#core/clock.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { offers } from '#core/offer.ts'
import type { Process } from '#core/process.ts'
import type { Relation } from '#core/relation.ts'
import { duty, type PostId, type StaffId } from '#core/roster.ts'
import { titleOnFile } from '#core/sheet.ts'
import { mayKnow, standingOf, turnsOf } from '#core/standing.ts'
import type {
  ClockView,
  CustodyView,
  JournalView,
  MatterPage,
  MatterView,
  Name,
  OfferView,
  SheetView,
} from '#core/view.ts'
import type { Beside, CustodyRow, JournalRow, LinkRow } from '#matter/beside.ts'
import { withChoices } from '#matter/choice.ts'
import { phrasesFor } from '#matter/phrase.ts'
import { masked } from '#matter/seal.ts'
import { nameOf, settingOf } from '#matter/setting.ts'
import type { SheetRow } from '#matter/sheet.ts'
import type { Held } from '#matter/store.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'

export type Looker = { readonly staff: StaffId | null; readonly at: Instant }

/** Whether this looker may see the matter at all. */
export function maySee({ matter }: Held, process: Process, office: OfficeSnapshot, { staff, at }: Looker): boolean {
  const standing = staff && standingOf(office.roster, matter, staff, at)
  // Whoever has no post any more may still be the one whom it is about.
  const as = standing ? standing.as : new Set<Relation>(matter.concerns === staff ? ['concerned'] : [])
  return mayKnow(process, as, matter.state)
}

/** Everything there is to see and do about a matter, for one looker, in the shape of the outside contract. */
export function pageOf(
  held: Held,
  process: Process,
  office: OfficeSnapshot,
  { staff, at }: Looker,
  { custody, journal, sheets, links, record }: Beside,
): MatterPage {
  const { matter } = held
  const standing = staff && standingOf(office.roster, matter, staff, at)
  const setting = settingOf(process, { office, place: matter.office, at }, standing ? standing.at : null, null, record)
  const open = standing ? offers(process, matter, standing.as, setting) : []
  return {
    matter: {
      ...matterView(held, process, office, at),
      links: links.filter(({ concerns }) => concerns === null || concerns !== staff).map(linkView),
      phrases: phrasesFor(process, matter, office, at, sheets),
    },
    custody: custody.map((row) => custodyView(row, office)),
    clocks: matter.clocks.map((clock) => clockView(clock, process, office, matter, at)),
    journal: journal.map((row) => journalView(row, office)),
    sheets: sheets.map(sheetView),
    offers: open.map(
      ({ move, label, clauses, input, refusal, main }): OfferView => ({
        move,
        label,
        clause: clauses[0],
        clauses,
        input: withChoices(
          input,
          office,
          { place: matter.office, taken: matter.custody.holder.post },
          at,
        ) as OfferView['input'],
        refusal: refusal && { code: refusal.refused, clause: refusal.clause, says: refusal.says },
        main,
      }),
    ),
  }
}

const linkView = ({ id, number, kind, title }: LinkRow) => ({ id, number, kind, title })

/** A person as shown, with the post. */
export function named(office: OfficeSnapshot, staff: string, post?: string | null): Name {
  return { id: staff, name: nameOf(office, staff), ...(post && { post: nameOf(office, post) }) }
}

function matterView(
  { matter, title }: Held,
  process: Process,
  office: OfficeSnapshot,
  at: Instant,
): Omit<MatterView, 'links' | 'phrases'> {
  const { holder, first } = matter.custody
  const onDuty = (post: PostId) => named(office, duty(office.roster, post, at).staff, post)
  return {
    id: matter.id,
    number: matter.number,
    kind: matter.kind,
    kindLabel: process.title,
    service: matter.service?.code ?? null,
    serviceName: matter.service ? process.title : null,
    title,
    state: matter.state,
    stateLabel: process.states[matter.state]?.label ?? matter.state,
    closed: process.states[matter.state]?.closed === true,
    version: matter.version,
    office: { id: matter.office, name: nameOf(office, matter.office) },
    firstResponsible: named(office, first.staff, first.post),
    holder: named(office, holder.staff, holder.post),
    onDuty: onDuty(holder.post),
    turns: turnsOf(matter).map(onDuty),
    partner: matter.partner ? onDuty(matter.partner) : null,
    concerns: matter.concerns ? named(office, matter.concerns) : null,
    openedAt: iso(matter.openedAt),
    closedAt: matter.closedAt ? iso(matter.closedAt) : null,
    facts: shown(matter.facts, process.sensitive ?? []),
    names: namesIn(matter.facts, office),
  }
}

/**
 * Facts as staff see them: numbers masked, what is sensitive covered until somebody says why they look, and of a rating
 * only that there is one; the evaluator is protected (10.5.1).
 */
function shown({ rating, ...facts }: Matter['facts'], sensitive: readonly string[]): Readonly<Record<string, unknown>> {
  const seen = masked(facts, '', new Set(sensitive)) as Readonly<Record<string, unknown>>
  return { ...seen, ...(rating !== undefined && { rated: true }) }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The names behind the ids among the facts; what is a file or another matter has none. */
function namesIn(facts: unknown, office: OfficeSnapshot): Readonly<Record<string, string>> {
  if (typeof facts === 'string') {
    const name = uuid.test(facts) ? nameOf(office, facts) : facts
    return name === facts ? {} : { [facts]: name }
  }
  if (typeof facts !== 'object' || facts === null) return {}
  return Object.assign({}, ...Object.values(facts).map((value) => namesIn(value, office)))
}

const timed = (date: Date): string => iso(instant(date.getTime()))

function custodyView({ how, post, staff, since, until_at }: CustodyRow, office: OfficeSnapshot): CustodyView {
  const holder = named(office, staff, post)
  const says =
    how === 'held' ? `由${holder.name}（${holder.post}）负责` : `转交给${holder.name}（${holder.post}），等待接收`
  return { holder, how, since: timed(since), until: until_at && timed(until_at), says }
}

function clockView(clock: Clock, process: Process, office: OfficeSnapshot, matter: Matter, at: Instant): ClockView {
  const { name, is, limit, startedAt, dueAt, provisional } = clock
  const owed = process.clocks[name]?.of === 'office'
  return {
    name,
    label: process.clocks[name]?.label ?? name,
    is,
    unit: limit.unit,
    startedAt: iso(startedAt),
    dueAt: dueAt === null ? null : iso(dueAt),
    lamp: owed ? lamp(clock, at) : 'green',
    late: owed && isLate(clock, at),
    provisional,
    proof: proofOf(office.calendar(matter.office), clock),
  }
}

function journalView(row: JournalRow, office: OfficeSnapshot): JournalView {
  return {
    seq: row.seq,
    at: timed(row.at),
    actor: row.actor ? named(office, row.actor, row.actor_post as PostId | null) : null,
    actingFor: row.acting_for ? named(office, row.acting_for) : null,
    as: row.as_whom,
    move: row.move,
    says: row.says,
    clauses: row.clauses,
    hash: row.hash,
  }
}

function sheetView({ id, kind, title, number, code, issued_at }: SheetRow): SheetView {
  const named = titleOnFile({ kind, title })
  return { id, kind, title: named, number, code, issuedAt: timed(issued_at), url: `/api/sheets/${id}.pdf` }
}
