import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { askedToSignIn, beginAnew, takeDesk } from '#apps/desk/api/gate.ts'
import { useLive } from '#apps/desk/api/live.ts'
import { session } from '#apps/desk/api/queries.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { Calling } from '#apps/desk/pages/calling.tsx'
import { NewContact } from '#apps/desk/pages/contact.tsx'
import { Worded } from '#apps/desk/pages/say.tsx'
import { Beat } from '#apps/desk/shell/beat.tsx'
import { largeType, singleKeys } from '#apps/desk/shell/habits.ts'
import { Header } from '#apps/desk/shell/header.tsx'
import { SignInAgain, SignInPage } from '#apps/desk/shell/sign.tsx'
import { Told } from '#apps/desk/shell/told.tsx'
import { useKeys } from '#ui/keys.ts'
import { Empty, Loading, Trouble } from '#ui/state.tsx'

const Password = lazy(async () => ({ default: (await import('#apps/desk/pages/password.tsx')).Password }))
const Help = lazy(() => import('#apps/desk/shell/help.tsx'))

/** The frame of every page: who I am, where I can go, and the keys that work everywhere. */
export function Shell() {
  const me = useQuery(session)
  const asked = useStore(askedToSignIn)
  const single = useStore(singleKeys)
  const [open, setOpen] = useState<'contact' | 'help' | null>(null)
  const go = useNavigate()
  useLive(Boolean(me.data && !me.data.administrator && !me.data.mustChangePassword) && !asked)
  const hasBusiness = Boolean(me.data && !me.data.administrator && !me.data.mustChangePassword)
  const contact = () => (hasBusiness ? setOpen('contact') : undefined)
  const enlarge = () => largeType.set(!largeType.get())
  useKeys(
    {
      n: contact,
      'Alt+n': contact,
      '/': () => void go({ to: '/search', search: {} }),
      'Alt+s': () => void go({ to: '/search', search: {} }),
      b: () => void go({ to: '/' }),
      c: () => void go({ to: '/open', search: {} }),
      l: enlarge,
      '?': () => setOpen('help'),
      '？': () => setOpen('help'),
    },
    single && Boolean(me.data),
  )
  const staff = me.data?.staffId
  useEffect(() => {
    // Another has signed in beside this page, in the same browser.
    if (staff && !takeDesk(staff)) beginAnew()
  }, [staff])
  if (me.isPending && (me.failureCount > 0 || me.fetchStatus === 'paused')) return <Away />
  if (me.isPending) return <Loading />
  // A line that is away takes nobody's page away.
  if (me.isError && !me.data) return <Trouble error={me.error} again={() => void me.refetch()} />
  if (!me.data) return <SignInPage />
  return (
    <Worded>
      <div className="desk">
        <a className="skip" href="#main">
          跳到正文
        </a>
        <Header me={me.data} onContact={contact} onHelp={() => setOpen('help')} />
        {hasBusiness ? <Calling onContact={contact} /> : null}
        {me.data.mustChangePassword ? (
          <Suspense fallback={<Loading />}>
            <Password first />
          </Suspense>
        ) : (
          <Outlet />
        )}
        <Told />
        {me.data.administrator ? null : <Beat />}
        <Suspense fallback={null}>
          {open === 'contact' ? <NewContact onClose={() => setOpen(null)} /> : null}
          {open === 'help' ? <Help onClose={() => setOpen(null)} /> : null}
        </Suspense>
        {asked ? <SignInAgain /> : null}
      </div>
    </Worded>
  )
}

/** Loaded from the device while the line is away: who sits here can't be asked now. */
function Away() {
  return (
    <main className="page">
      <div role="status">
        <Empty says="网络断开。您没有发出的内容还在这台设备上；接通后这一页自动打开，不用重新填。" />
      </div>
    </main>
  )
}
