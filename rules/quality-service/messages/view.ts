import { instant, iso } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { formOf } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import {
  type Event,
  events,
  type Kind,
  kinds,
  MailBody,
  type Occasion,
  occasions,
  SmsBody,
  StopBody,
  states,
  WebhookBody,
  ways,
} from './contract.ts'
import { type Health, healthOf, type MessageRow, type ReceiverRow } from './store.ts'

/** Receivers with what each hears of and how it stands with it. The secret is never shown again. */
export async function receiverViews(tx: Tx, tenant: string, office: OfficeSnapshot, rows: readonly ReceiverRow[]) {
  const health = await healthOf(
    tx,
    tenant,
    rows.map(({ id }) => id),
  )
  return rows.map((row) =>
    receiverView(
      office,
      row,
      health.find(({ receiver }) => receiver === row.id),
    ),
  )
}

function receiverView(
  office: OfficeSnapshot,
  { id, org, way, name, address, config, is_on, made_at }: ReceiverRow,
  health?: Health,
) {
  const { kinds: of = [], events: at, words = {}, from, to, user } = config
  const isText = way === 'sms'
  return {
    ...{ id, way, wayLabel: ways[way].label, name, address, on: is_on, madeAt: when(made_at) },
    office: { id: org, name: office.organizations.get(org)?.name ?? '' },
    hears: isText
      ? at.map((one) => occasions[one as Occasion].label).join('、')
      : `${of.map((one) => kinds[one as Kind]).join('、')}：${at.map((one) => events[one as Event]).join('、')}`,
    /** As the form was filled in, for changing it. */
    filled: {
      office: org,
      name,
      address,
      ...(isText ? { occasions: at, ...words } : { kinds: of, events: at }),
      ...(from && { from, to, user }),
    },
    ...{ waiting: health?.waiting ?? 0, failed: health?.failed ?? 0 },
    ...{ sentAt: health?.sent_at ? when(health.sent_at) : null, trouble: health?.says ?? null },
  }
}

const eventLabels: Readonly<Record<string, string>> = {
  ...events,
  ...Object.fromEntries(Object.entries(occasions).map(([key, { label }]) => [key, label])),
  test: '测试',
}

export function messageView({ id, event, state, tries, next_at, made_at, done_at, says }: MessageRow) {
  return {
    ...{ id, event, eventLabel: eventLabels[event] ?? event, state, stateLabel: states[state], tries, says },
    ...{ madeAt: when(made_at), doneAt: done_at && when(done_at), nextAt: state === 'waiting' ? when(next_at) : null },
    again: state === 'given-up' || state === 'withheld',
  }
}

const when = (at: Date): string => iso(instant(at.getTime()))

/** The forms, with the offices that this administrator keeps to choose from. */
export function formsFor({ organizations }: OfficeSnapshot, own: readonly OfficeId[]) {
  const office = own.map((id) => ({ id, name: organizations.get(id)?.name ?? '' }))
  const [webhook, mail, sms] = [WebhookBody, MailBody, SmsBody].map((body) => formOf(body, { office }))
  return { webhook, mail, sms, stop: formOf(StopBody) }
}
