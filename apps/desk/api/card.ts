import type { ServiceCard, Stated } from '#ui/card.tsx'

const handlings: Readonly<Record<string, string>> = { instant: '即办', limited: '限时办结', initiated: '主动服务' }

type Sure = { readonly toConfirm?: boolean }
type Limit = Sure & { readonly says: string; readonly source?: string }
export type Figure = Sure & {
  readonly key: string
  readonly label: string
  readonly says: string
  readonly source: string
  readonly region: string
}
type Material = Sure & {
  readonly id: string
  readonly name: string
  readonly standard?: string
  readonly whenSays?: string
  readonly required: boolean
}

/** GET /api/services/{code}; a service that is still being prepared has only its name and a sentence. */
export type ServiceAnswer = {
  readonly code: string
  readonly name: string
  readonly handling?: string
  readonly ready?: boolean
  readonly says?: string
  readonly scope?: string
  readonly opens?: readonly { readonly key: string; readonly label: string; readonly says: readonly string[] }[]
  readonly materials?: readonly Material[]
  readonly conditions?: readonly { readonly id: string; readonly label: string }[]
  readonly standards?: readonly string[]
  readonly settings?: readonly Figure[]
  readonly limits?: { readonly promised?: Limit | null; readonly statutory?: Limit | null }
}

/** The card as it is drawn. */
export function cardOf(answer: ServiceAnswer): ServiceCard {
  const { promised, statutory } = answer.limits ?? {}
  return {
    code: answer.code,
    name: answer.name,
    handling: handlings[answer.handling ?? ''] ?? '',
    says: answer.scope ?? answer.says ?? '',
    opens: (answer.opens ?? []).map(({ key, label, says }) => ({ id: key, label, says })),
    materials: (answer.materials ?? []).map(materialOf),
    conditions: (answer.conditions ?? []).map(({ id, label }) => ({ id, label, says: [] })),
    standards: (answer.standards ?? []).map((label) => ({ id: label, label, says: [] })),
    figures: (answer.settings ?? []).map(figureOf),
    limits: [...limitOf('承诺时限', promised), ...limitOf('法定时限', statutory)],
  }
}

function materialOf({ id, name, standard, whenSays, required, toConfirm }: Material): Stated {
  const hint = [whenSays, standard].filter(Boolean).join('；')
  return { id, label: name, says: [], ...(hint ? { hint } : {}), optional: !required, toConfirm: toConfirm ?? false }
}

function figureOf({ key, label, says, source, region, toConfirm = false }: Figure): Stated {
  return { id: key, label, says: [says], hint: `${region}：${source}`, toConfirm }
}

function limitOf(label: string, limit: Limit | null | undefined): readonly Stated[] {
  if (!limit) return []
  const { says, source, toConfirm = false } = limit
  return [{ id: label, label, says: [says], ...(source ? { hint: source } : {}), toConfirm }]
}
