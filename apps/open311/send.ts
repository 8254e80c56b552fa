import { randomUUID } from 'node:crypto'
import { type Code, isCode } from '#apps/open311/services.ts'
import type { Needs } from '#apps/portal/apply-pass.ts'
import { openOnce } from '#apps/portal/apply-request.ts'
import { one, uuid } from '#apps/portal/form.ts'
import { peopleOf, windowsOf } from '#apps/portal/say.ts'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { targets } from '#rules/quality-service/complaint.ts'

/** What was wrong with a request, in words, with the standard's status. */
export type Wrong = { readonly status: number; readonly says: readonly string[] }
type Ground = { readonly office: OfficeSnapshot; readonly orgs: readonly Organization[] }

export const isWrong = (made: string | Wrong): made is Wrong => typeof made !== 'string'

/** The longest text that the standard allows; a complaint's own field takes as much. */
const longest = 4_000

/**
 * Opens what was asked as a complaint from the net, through the same door as the portal's form (10.5.3). Signed when it
 * comes with a name and a telephone, else anonymous. Answers the matter's id.
 */
export async function openRequest(
  needs: Needs,
  { office, orgs }: Ground,
  body: unknown,
  { key, address }: { readonly key: unknown; readonly address: string },
  at: Instant,
): Promise<string | Wrong> {
  const code = one(body, 'service_code', 40)
  if (!code) return { status: 400, says: ['请填写 service_code（事项代码）'] }
  if (!isCode(code)) return { status: 404, says: ['没有这个 service_code（事项代码），请先查询 services'] }
  const org = officeOf(body, orgs)
  const read = org ? inputOf(body, code, { office, org, at }) : { wrong: [noOffice] }
  if ('wrong' in read || !org) return { status: 400, says: 'wrong' in read ? read.wrong : [noOffice] }
  const once = typeof key === 'string' && uuid.test(key) ? key : randomUUID()
  const about = read.input['staff'] ? String(read.input['staff']) : null
  const opened = await openOnce(
    needs,
    once,
    { kind: 'complaint', office: org.id, input: read.input, about },
    address,
    at,
  )
  return isRefusal(opened) ? wrongOf(opened) : opened
}

const noOffice = '请用 attribute[office] 或 address_id 写明服务点代码，或者在 address_string 里写服务点的名称或地址'

/** By its code, else by its name or address; the only one there is needs no word, wherever on the map the client stands. */
function officeOf(body: unknown, orgs: readonly Organization[]): Organization | undefined {
  const code = attribute(body, 'office') || one(body, 'address_id', 60)
  if (code) return orgs.find((org) => org.code === code)
  const words = one(body, 'address_string', 300)
  const named = words
    ? orgs.filter(({ name, address }) => words.includes(name) || (address && words.includes(address)))
    : []
  if (named.length === 1) return named[0]
  return orgs.length === 1 ? orgs[0] : undefined
}

const attribute = (body: unknown, name: string): string => one(body, `attribute[${name}]`, longest + 1)

type Read = { readonly input: Readonly<Record<string, unknown>> } | { readonly wrong: readonly string[] }
type Stand = { readonly office: OfficeSnapshot; readonly org: Organization; readonly at: Instant }

function inputOf(body: unknown, code: Code, { office, org, at }: Stand): Read {
  const text = (name: string) => one(body, name, longest + 1)
  const target = attribute(body, 'target')
  const window = attribute(body, 'window')
  const named = attribute(body, 'staff')
  const staff = target === 'person' ? personOf(office, org, named, at) : null
  const name = `${text('last_name')}${text('first_name')}`
  const phone = text('phone')
  const matter = [text('description'), text('media_url') && `（附有网址：${text('media_url')}）`]
    .filter(Boolean)
    .join('\n')
  const wrong = [
    !matter && '请在 description 里写明发生了什么事',
    matter.length > longest && `description 最多${longest}个字`,
    !Object.hasOwn(targets, target) && `请在 attribute[target] 里写明对谁提出：${Object.keys(targets).join('、')}`,
    target === 'window' &&
      !windowsOf(office, org).includes(window) &&
      '请在 attribute[window] 里写明这个服务点的哪个窗口',
    target === 'person' && !staff && '请在 attribute[staff] 里写明这个服务点的哪位工作人员，写姓名或者工号',
    Boolean(name) !== Boolean(phone) &&
      '实名的请同时写姓名（last_name、first_name）和 phone（电话）；都不写的，按匿名办理',
    Boolean(text('email')) &&
      !phone &&
      '答复用电话，只写 email 联系不上您：请写 phone（电话），或者姓名、电话、email 都不写，按匿名办理',
  ].filter((says) => says !== false)
  if (wrong.length > 0) return { wrong }
  const wish = attribute(body, 'wish')
  return {
    input: {
      ...{ office: org.id, channel: 'web', cause: code, target, matter, isAnonymous: !phone },
      ...(target === 'window' && { window }),
      ...(staff && { staff }),
      ...(wish && { wish }),
      ...(phone && { name, phone }),
    },
  }
}

/** By staff number, or by a name that only one of them has. */
function personOf(office: OfficeSnapshot, org: Organization, said: string, at: Instant): StaffId | null {
  const found = peopleOf(office, org, at).filter((id) => {
    const person = office.roster.staff.get(id)
    return person?.number.toLowerCase() === said.toLowerCase() || person?.name === said
  })
  return found.length === 1 ? found[0]! : null
}

/** The regulation's refusal in the standard's words: every fault of it, or its one sentence. */
function wrongOf({ refused, says, problems = [] }: Refusal): Wrong {
  return {
    status: refused === 'too-many' ? 429 : 400,
    says: problems.length > 0 ? problems.map((problem) => problem.says) : [says],
  }
}
