import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { download } from '#apps/desk/api/download.ts'
import { month } from '#apps/desk/api/duty.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { Month } from '#rules/deputies/screens/month.tsx'
import { Reading } from '#ui/state.tsx'
import { dayKey } from '#ui/when.ts'

/** The month's sheet: everybody's for the head, one's own otherwise; as an Excel book for the head (4.2.1). */
export function Attendance() {
  const [of, setOf] = useState(() => dayKey(new Date()).slice(0, 7))
  const [open, setOpen] = useState<string | null>(null)
  const seen = useQuery(month(of))
  const save = useMutation({
    mutationFn: () => download('/api/office/attendance/export', { month: of }),
    onSuccess: () => tell('已导出，文件在下载文件夹里'),
    onError: (error) => tell(error.message),
  })
  return (
    <section aria-labelledby="month">
      <h2 id="month">月度考勤</h2>
      <p className="bar">
        <Button size="small" onClick={() => setOf(moved(of, -1))}>
          上个月
        </Button>
        <b className="month-name">
          {of.slice(0, 4)}年{Number(of.slice(5))}月
        </b>
        <Button size="small" onClick={() => setOf(moved(of, 1))}>
          下个月
        </Button>
        {seen.data?.isLed ? (
          <Button size="small" disabled={save.isPending} onClick={() => save.mutate()}>
            导出Excel
          </Button>
        ) : null}
      </p>
      <Reading of={seen} />
      {seen.data ? <Month rows={seen.data.rows} open={open} onOpen={setOpen} /> : null}
    </section>
  )
}

function moved(of: string, by: number): string {
  const months = Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1 + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
