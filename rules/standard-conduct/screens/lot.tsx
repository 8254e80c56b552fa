import { Button } from 'antd'
import { favours, type SamplingFacts, sources, states, strata, ways } from '#rules/standard-conduct/drawn.ts'
import { Fact } from '#ui/fact.tsx'
import { day } from '#ui/when.ts'
import type { VerifyView } from './sampled.ts'

/** What was announced, in the words of the announcement. */
export function Plan({ facts }: { facts: SamplingFacts }) {
  const { favour, times, measure, amount, size, population } = facts
  const weight = favour === 'none' ? favours.none : `${favours[favour]}：${times ?? 1}倍`
  return (
    <dl className="inspect-facts">
      <Fact
        name="抽什么"
        says={`${sources[facts.source]}（${states[facts.state]}）${facts.service ? ` ${facts.service}` : ''}`}
      />
      <Fact name="怎样查" says={ways[facts.way]} />
      <Fact name="时段" says={`${day(facts.from)}至${day(facts.until)}${facts.below ? '，连同下级单位' : ''}`} />
      <Fact name="抽多少" says={`${measure === 'percent' ? `${amount}%，` : ''}${size}件，总体${population.count}件`} />
      <Fact name="分层" says={strata[facts.strata]} />
      <Fact name="机会" says={weight} />
      <Fact name="缘由" says={facts.why} />
      <Fact name="小结" says={facts.remark ?? ''} />
      <Fact name="撤销原因" says={facts.cancelled ?? ''} />
    </dl>
  )
}

type Props = {
  facts: SamplingFacts
  id: string
  mayDraw: boolean
  busy: boolean
  says: string | null
  found: VerifyView | null
  checking: boolean
  onDraw: () => void
  onVerify: () => void
}

/** By what it is drawn; the draw itself; and drawn again by whoever wants to see. */
export function Lot({ facts, id, mayDraw, busy, says, found, checking, onDraw, onVerify }: Props) {
  const isDrawn = facts.seed !== undefined
  return (
    <section aria-labelledby="lot" className="lot">
      <h2 id="lot">怎样抽的</h2>
      <dl className="lot-facts">
        <Fact name="总体摘要" says={facts.population.hash} />
        <Fact name="种子" says={facts.seed ?? `${day(facts.seedDay)}全天记录的每日根，那天过完才有，谁也定不了`} />
        <Fact
          name="种子来源"
          says={isDrawn ? `${day(facts.seedDay)}的每日根，公布方案（${day(facts.announcedOn)}）时还没有产生` : ''}
        />
      </dl>
      <p className="bar">
        {mayDraw ? (
          <Button type="primary" loading={busy} onClick={onDraw}>
            抽取
          </Button>
        ) : null}
        {isDrawn ? (
          <Button loading={checking} onClick={onVerify}>
            重新抽一遍核对
          </Button>
        ) : null}
        <Button href={`/api/samplings/${id}/population.csv`}>导出总体清单（CSV）</Button>
      </p>
      {says ? (
        <p className="wrong" role="alert">
          {says}
        </p>
      ) : null}
      {found ? <Verdict found={found} /> : null}
      <details>
        <summary>不用本系统，自己也能抽出同样的名单</summary>
        <ol>
          <li>总体清单按编号从小到大排，每件一行“编号、制表符、层、制表符、签数、换行”，全文的SM3就是总体摘要。</li>
          <li>
            每件每签算一个杂凑值：<code>SM3（种子 换行 编号 换行 第几签）</code>，一件有几签取最小的；命令行为
            <code>printf '种子\n编号\n1' | openssl dgst -sm3</code>。
          </li>
          <li>
            杂凑值从小到大，取前{facts.size}件；分层的，每层先各一件，其余按各层余下的件数分，取整后余数大的先得。
          </li>
        </ol>
      </details>
    </section>
  )
}

function Verdict({ found: { population, seed, list } }: { found: VerifyView }) {
  const rows = [
    { name: '总体', isSame: population.isSame, says: `${population.count}件，摘要${population.hash.slice(0, 16)}…` },
    { name: '种子', isSame: seed.isSame, says: `${day(seed.day)}的每日根${(seed.root ?? '还没有').slice(0, 16)}…` },
    { name: '名单', isSame: list.isSame, says: `重新抽出${list.count}件` },
  ]
  return (
    <div className="lot-verdict" role="status" aria-label="核对结果">
      {rows.map(({ name, isSame, says }) => (
        <p key={name} data-same={isSame}>
          {isSame ? '✓' : '×'} {name}
          {isSame ? '一致' : '不一致，请报告审计管理员'}：{says}
        </p>
      ))}
    </div>
  )
}
