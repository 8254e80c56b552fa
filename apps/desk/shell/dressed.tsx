import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useEffect } from 'react'
import { find } from '#apps/desk/api/directory.ts'
import { uploadPhoto } from '#apps/desk/api/photo.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { largeType } from '#apps/desk/shell/habits.ts'
import { LookupContext } from '#ui/form/lookup.ts'
import { UploadContext } from '#ui/form/photos.tsx'
import { theme } from '#ui/theme.ts'

const lookup = { find }
const upload = (file: File) => uploadPhoto(file)
/** Set by a server that sends a nonce for styles; without it the policy allows inline styles. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content

/** Theme, language and look-ups for every screen. */
export function Dressed({ children }: { children: ReactNode }) {
  const large = useStore(largeType)
  useEffect(() => {
    document.documentElement.dataset.type = large ? 'large' : 'usual'
  }, [large])
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme(large)}
      {...(nonce ? { csp: { nonce } } : {})}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <LookupContext value={lookup}>
        <UploadContext value={upload}>{children}</UploadContext>
      </LookupContext>
    </ConfigProvider>
  )
}
