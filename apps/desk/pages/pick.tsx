import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { services } from '#apps/desk/api/queries.ts'

type Props = { code: string | undefined; onPick: (code: string) => void }

/** A service, chosen by typing its code or a part of its name. */
export function ServicePick({ code, onPick }: Props) {
  const all = useQuery(services)
  return (
    <div className="pick">
      <label htmlFor="service">事项</label>
      <Select
        id="service"
        autoFocus={!code}
        defaultOpen={false}
        value={code ?? null}
        loading={all.isPending}
        placeholder="输入代码或名称，如 JY01 或 失业"
        showSearch={{
          filterOption: (typed, option) =>
            `${option?.value}${option?.label}`.toLowerCase().includes(typed.toLowerCase().trim()),
        }}
        onChange={onPick}
        options={(all.data ?? []).map((s) => ({
          value: s.code,
          label: `${s.code} ${s.name}`,
          disabled: !s.ready,
        }))}
        notFoundContent="没有这个事项，换个词试试"
      />
    </div>
  )
}
