import { badInput } from '#core/offer.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import { unkind } from '#core/tone.ts'
import type { Change } from '#office/change.ts'
import { saveSettings } from '#office/ground-store.ts'
import { leads } from '#office/keeper.ts'
import { notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { type Unkind, unkindFor, unkindKey } from '#regulation/forbidden.ts'
import { faultsIn, inCode, type Phrase, phrases, type Situation, saying } from '#regulation/phrases.ts'

export type PhraseAsk = {
  readonly office: OfficeId
  readonly situation: Situation
  /** Null: back to the built-in words. */
  readonly say: readonly string[] | null
}

/** The head words a situation anew, or goes back to the built-in words (3.4.1, 3.4.2, 4.2.6). */
export function changePhrase(office: OfficeSnapshot, by: By, ask: PhraseAsk): Refusal | Change<PhraseAsk> {
  const { clause, label }: Phrase = phrases[ask.situation]
  const place = office.organizations.get(ask.office)
  if (!place) return notSeen('没有这个单位')
  if (!leads(office, by, ask.office)) return notYours(clause, '用语由单位负责人修改')
  const say = ask.say?.map((line) => inCode(line.trim())) ?? null
  const problems = say ? wrongIn(office, ask, say) : []
  if (problems.length) return badInput(clause, problems)
  const { [saying(ask.situation)]: before, ...others } = place.settings
  const what = say ? '改为本单位用语' : '恢复为系统用语'
  return {
    writes: [saveSettings(by.tenant, ask.office, say ? { ...others, [saying(ask.situation)]: say } : others)],
    line: {
      ...{ act: 'phrase.change', clause, office: ask.office },
      what: { situation: ask.situation, say, before: before ?? null },
      says: `${nameOf(office.roster, by.staff)}将${place.name}“${label}”的用语${what}`,
    },
    result: ask,
  }
}

function wrongIn(
  office: OfficeSnapshot,
  { situation, office: id }: PhraseAsk,
  say: readonly string[],
): readonly Problem[] {
  const words = unkindFor(office.organizations.get(id)?.settings)
  return [
    ...faultsIn(situation, say).map(({ line, says }) => ({ at: `/say/${line}`, says })),
    ...say.flatMap((text, line) => unkind(text, `/say/${line}`, words)),
  ]
}

export type WordsAsk = { readonly office: OfficeId; readonly words: readonly Unkind[] | null }

/** The head changes the office's list of words that are not written to visitors, or goes back to the built-in one (2.4.2). */
export function changeWords(office: OfficeSnapshot, by: By, ask: WordsAsk): Refusal | Change<WordsAsk> {
  const place = office.organizations.get(ask.office)
  if (!place) return notSeen('没有这个单位')
  if (!leads(office, by, ask.office)) return notYours('2.4.2', '服务忌语由单位负责人修改')
  const problems = (ask.words ?? []).flatMap(({ word }, i, all): Problem[] => {
    const at = `/words/${i}/word`
    if ([...word.replaceAll(/[^\p{L}\p{N}]/gu, '')].length < 2)
      return [{ at, says: '忌语至少两个字，免得误伤平常的话' }]
    return all.findIndex((one) => one.word === word) < i ? [{ at, says: `“${word}”重复了` }] : []
  })
  if (problems.length) return badInput('2.4.2', problems)
  const { [unkindKey]: _, ...others } = place.settings
  const before = unkindFor(place.settings).map(({ word }) => word)
  const after = ask.words?.map(({ word }) => word) ?? unkindFor().map(({ word }) => word)
  const added = after.filter((word) => !before.includes(word))
  const dropped = before.filter((word) => !after.includes(word))
  const said = [added.length ? `增加${added.join('、')}` : '', dropped.length ? `删去${dropped.join('、')}` : '']
  const what = ask.words === null ? '恢复为系统清单' : said.filter(Boolean).join('；') || '调整了轻重或改法'
  return {
    writes: [saveSettings(by.tenant, ask.office, ask.words ? { ...others, [unkindKey]: ask.words } : others)],
    line: {
      ...{ act: 'unkind.change', clause: '2.4.2', office: ask.office },
      what: { added, dropped, words: ask.words },
      says: `${nameOf(office.roster, by.staff)}修改${place.name}的服务忌语：${what}`,
    },
    result: ask,
  }
}
