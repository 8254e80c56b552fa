import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as take } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { Option } from '#apps/desk/pages/figures/option.ts'

// Only what is drawn is in the build; SVG prints sharply and needs no canvas.
take([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

type Props = {
  option: Option
  height: number
  /** What is drawn, in words; the same figures stand in the table below. */
  says: string
  onPick: (nth: number) => void
}

/** A chart of the figures in the table below it. */
export default function FigureChart({ option, height, says, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const picked = useRef(onPick)
  picked.current = onPick
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current, null, { renderer: 'svg' })
    chart.setOption(option)
    chart.on('click', ({ dataIndex }) => picked.current(dataIndex))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={place} className="figure-chart" style={{ height }} role="img" aria-label={says} />
}
