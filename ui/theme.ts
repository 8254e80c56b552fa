import type { ThemeConfig } from 'antd'

/** The colours of the desk; each text colour keeps at least 4.5:1 on the ground it stands on. */
export const ink = {
  main: '#1d5470',
  text: '#1c2a33',
  quiet: '#52626d',
  line: '#d9e0e3',
  ground: '#f1f4f4',
  paper: '#ffffff',
  green: '#256c44',
  yellow: '#8a5a00',
  red: '#b3261e',
} as const

/** One theme for every screen: dense, calm, and without motion that makes a clerk wait. Sizes in px. */
export function theme(largeType: boolean): ThemeConfig {
  const size = largeType ? 17 : 14
  return {
    token: {
      colorPrimary: ink.main,
      colorLink: '#14577a',
      colorText: ink.text,
      colorTextSecondary: ink.quiet,
      colorTextDescription: ink.quiet,
      colorTextPlaceholder: '#6b7882',
      colorError: ink.red,
      colorSuccess: ink.green,
      colorWarning: ink.yellow,
      colorBorder: '#b9c4ca',
      colorBgLayout: ink.ground,
      borderRadius: 5,
      fontSize: size,
      controlHeight: largeType ? 40 : 32,
      motion: false,
      fontFamily: "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Source Han Sans SC', system-ui, sans-serif",
    },
    components: {
      Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 2px' },
      Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  }
}
