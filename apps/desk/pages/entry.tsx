import { useMutation, useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { history, placesBelow, settleRegister, uploadPhoto } from '#apps/desk/api/entries.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import type { Values } from '#ui/form/form.tsx'
import { Camera } from '#ui/form/photos.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { History } from '#ui/history.tsx'
import { Reading } from '#ui/state.tsx'

/** One change to ask for: what stands above the form, where it goes, and what is said when it is done. */
export type Asked = {
  readonly title: string
  readonly schema: Schema
  readonly path: string
  readonly done: string
  readonly initial?: Values
  readonly sends?: string
  /** Goes with the answers and is not asked. */
  readonly also?: Values
  /** Offers a photo beside the form; its id goes with the answers. */
  readonly photo?: boolean
}

type Props = {
  register: string
  asked: Asked
  onDone: () => void
  /** Told what the server made of it, before it is done. */
  onMade?: (made: Made) => void
  children?: ReactNode
}
type Made = { readonly id?: string; readonly hint?: string | null }

/** A register's form over the page. What was typed stays when the server says no. */
export function EntryForm({ register, asked, onDone, onMade, children }: Props) {
  const [photo, setPhoto] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: (values: Values) =>
      change<Made>('POST', asked.path, {
        ...values,
        ...asked.also,
        ...(photo && { photo }),
      }),
    onSuccess: (made) => {
      settleRegister(register, made.hint ? `${asked.done}。${made.hint}` : asked.done)
      onMade?.(made)
      onDone()
    },
  })
  return (
    <SendOver
      title={asked.title}
      width={720}
      send={send}
      schema={asked.schema}
      {...(asked.initial && { initial: asked.initial })}
      sends={asked.sends ?? '提交'}
      onLeave={onDone}
    >
      {children}
      {asked.photo ? <PhotoOf photo={photo} onTake={setPhoto} /> : null}
    </SendOver>
  )
}

function PhotoOf({ photo, onTake }: { photo: string | null; onTake: (id: string) => void }) {
  const upload = useMutation({ mutationFn: uploadPhoto, onSuccess: onTake })
  return (
    <div className="bar">
      {photo ? <img src={`/api/files/${photo}`} alt="选好的照片" width={60} height={80} /> : null}
      <Camera
        label="照片"
        busy={upload.isPending}
        onTake={([first]) => {
          if (first) upload.mutate(first)
        }}
      />
      <span className="quiet">照片可以不传，印出来留有贴照片的位置</span>
      {upload.error ? (
        <p className="trouble" role="alert">
          {upload.error.message}
        </p>
      ) : null}
    </div>
  )
}

/** What was done to one entry, over the page. */
export function EntryHistory({ title, path, onClose }: { title: string; path: string; onClose: () => void }) {
  const found = useQuery(history(path))
  return (
    <Modal open title={title} footer={null} width={820} onCancel={onClose}>
      <Reading of={found} />
      {found.data ? <History lines={found.data} /> : null}
    </Modal>
  )
}

/** Whose register: one's own, or that of an office below. Nothing to choose where there is none below. */
export function OfficePick({ office, onPick }: { office: string; onPick: (office: string) => void }) {
  const found = useQuery(placesBelow)
  const { own, offices } = found.data ?? { own: null, offices: [] }
  if (offices.length < 2) return null
  return (
    <Select
      aria-label="单位"
      style={{ width: 260 }}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={office || own}
      onChange={(picked) => onPick(picked === own || picked === null ? '' : picked)}
      options={offices.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
