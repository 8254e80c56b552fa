import type { MaterialsList, PetitionNotice, PetitionReply } from '#core/sheet.ts'
import { heading, numbered, points, text } from './blocks.ts'
import type { Block } from './paper.ts'

type Told = Pick<PetitionNotice, 'applicant' | 'petitionNumber' | 'receivedAt'>

function facts({ applicant, petitionNumber, receivedAt }: Told, more: readonly (readonly string[])[] = []): Block {
  const rows = [
    ['信访人', applicant.name, '联系电话', applicant.phone ?? '—'],
    ...(applicant.address ? [['住址', applicant.address]] : []),
    ['登记日期', receivedAt, '登记编号', petitionNumber],
    ...more,
  ]
  return { is: 'facts', rows }
}

const remedySays = ({ way, to, within }: PetitionReply['remedies'][number]) =>
  to && within ? `${way}：可以在${within}，向${to}提出。` : way

/** 信访事项告知书: taken up, not taken up, passed on or extended, and what follows for the person (3.3.2). */
export function petitionNotice(data: PetitionNotice): readonly Block[] {
  const { remedies = [] } = data
  return numbered([
    facts(
      data,
      (data.facts ?? []).map(({ label, value }) => [label, value]),
    ),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(`您反映的“${data.matter}”，我单位已登记。现就${data.subject}如下。`),
    heading(data.subject),
    points(data.says),
    heading('依据'),
    points(data.basis),
    remedies.length > 0 && heading('救济途径'),
    remedies.length > 0 && points(remedies.map(remedySays)),
    { is: 'seal' },
  ])
}

/** 信访事项答复意见书: found, decided, by what rule, and the way to a review within thirty days (3.3.2). */
export function petitionReply(data: PetitionReply): readonly Block[] {
  return numbered([
    facts(
      data,
      (data.facts ?? []).map(({ label, value }) => [label, value]),
    ),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(`您反映的“${data.matter}”，我单位已办理完毕。现答复如下。`),
    heading('反映的诉求'),
    text(data.demand),
    heading('查明的情况'),
    text(data.findings),
    heading('处理意见'),
    text(`${data.outcome}。${data.reply}`),
    heading('依据'),
    points(data.basis),
    heading('救济途径'),
    points(data.remedies.map(remedySays)),
    { is: 'seal' },
  ])
}

/** 材料转交清单: each paper that was left, and who has it now (3.3.2). */
export function materialsList(data: MaterialsList): readonly Block[] {
  return [
    facts(data),
    text(`您留下的材料共${data.items.length}种，已转交${data.to.post}${data.to.person}办理。请核对下列清单。`),
    {
      is: 'table',
      titles: ['序号', '材料名称', '份数'],
      widths: [0, 8, 1.6],
      rows: data.items.map((item, i) => [`${i + 1}`, item.name, `${item.copies}`]),
    },
    ...(data.note ? [text(`转交说明：${data.note}`)] : []),
    { is: 'seal' },
  ]
}
