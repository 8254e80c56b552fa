import { useQuery } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { MatterView } from '#core/view.ts'
import { Loading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

type Row = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly at: string
  readonly url: string
}

/** What came in online with a case: pictures of its materials and PDFs, to be reviewed one by one; each look is on the record (8.2). */
export function CameOnline({ matter }: { matter: MatterView }) {
  const found = useQuery({
    queryKey: ['matter', matter.id, 'materials', matter.version],
    queryFn: async () => (await read<{ rows: readonly Row[] }>(`/api/matters/${matter.id}/materials`)).rows,
    retry: false,
  })
  const { helper, online } = matter.facts
  const rows = found.data ?? []
  const helped = typeof helper === 'string' ? (matter.names?.[helper] ?? helper) : null
  if (!online && !helped && rows.length === 0) return null
  return (
    <section aria-label="网上提交的材料">
      <h2>{online ? '网上申请' : helped ? '代办' : '网上补交'}</h2>
      {helped ? <p>由{helped}代办填写</p> : null}
      {found.isPending ? <Loading /> : null}
      {found.isError ? <p className="quiet">{found.error.message}</p> : null}
      {rows.length > 0 ? (
        <ul>
          {rows.map(({ id, name, type, at, url }, n) => (
            <li key={id}>
              <a href={url} target="_blank" rel="noreferrer">
                {name}（第{n + 1}
                {type === 'pdf' ? '份，PDF，下载后打开' : '张'}）
              </a>{' '}
              <span className="quiet">{moment(at)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {online && found.data && rows.length === 0 ? (
        <p className="quiet">没有上传材料，审查后一次告知还缺什么。</p>
      ) : null}
      {rows.length > 0 ? (
        <p className="quiet">照片和PDF供审查用；要核对原件的，办理时请本人出示。查看有记录。</p>
      ) : null}
    </section>
  )
}
