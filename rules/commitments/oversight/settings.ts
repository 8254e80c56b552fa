import { each, type Source, spoken } from '#office/gauge.ts'
import { settingsView } from '#office/settings.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'

/** Numbers with which an office works and which nobody there has set or confirmed: the program's own defaults. */
export const settingGauge = spoken('settings', async (_tx, { office, offices }) =>
  each(offices, (id) =>
    settingsView(office, id)
      .filter(({ toConfirm, own }) => toConfirm && own === null)
      .map(({ label, default: amount, unit }) => ({ says: `${label}：现按${amount}${unit}` })),
  ),
) satisfies Source<GaugeKey>
