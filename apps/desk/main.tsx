import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { linked } from '#apps/desk/api/live.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { router } from '#apps/desk/router.tsx'
import { Dressed } from '#apps/desk/shell/dressed.tsx'
import { keepShell } from '#apps/desk/shell/shelf.ts'
import '#apps/desk/style/base.css'
import '#apps/desk/style/top.css'
import '#apps/desk/style/bench.css'
import '#apps/desk/style/contacts.css'
import '#apps/desk/style/form.css'
import '#apps/desk/style/limits.css'
import '#apps/desk/style/rounds.css'
import '#apps/desk/style/pages.css'
import '#apps/desk/style/papers.css'
import '#apps/desk/style/print.css'
import '#apps/desk/style/say.css'

// A part of the desk that can't be fetched while the line is away: the router would load the whole page anew, and lose it.
window.addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine || !linked.get()) event.payload.message = '网络断开，这一页还没取到；接通后请再试。'
})

router.subscribe('onResolved', keepShell)

const root = document.getElementById('desk')
if (!root) throw new Error('index.html has no #desk')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Dressed>
        <RouterProvider router={router} />
      </Dressed>
    </QueryClientProvider>
  </StrictMode>,
)
