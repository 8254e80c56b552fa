import { Button } from 'antd'
import { createContext, useContext, useRef, useState } from 'react'

/** Takes a picture to the store and answers its id; throws an Error whose message people can read. */
export type Upload = (file: File) => Promise<string>

/** How pictures get to the server. The kit has no data access: the desk hands it in. */
export const UploadContext = createContext<Upload>(async () => {
  throw new Error('这里不能上传照片。')
})

export const accepted = 'image/jpeg,image/png,image/webp'

type Props = { label: string; value?: readonly string[]; onChange?: (value: readonly string[]) => void; id?: string }

/** Pictures by camera or from the disk, at most nine; each is sent at once and kept by its id. */
export function Photos({ label, value = [], onChange, id }: Props) {
  const upload = useContext(UploadContext)
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)
  const take = async (files: readonly File[]) => {
    setBusy(true)
    setSays('')
    let taken = value
    for (const file of files.slice(0, 9 - value.length)) {
      try {
        taken = [...new Set([...taken, await upload(file)])]
        onChange?.(taken)
      } catch (error) {
        setSays(error instanceof Error ? error.message : '照片没有上传成功，请再试一次。')
      }
    }
    setBusy(false)
  }
  return (
    <div className="photos">
      <Thumbs photos={value} label={label} onDrop={(one) => onChange?.(value.filter((other) => other !== one))} />
      {value.length < 9 ? (
        <Camera busy={busy} onTake={(files) => void take(files)} {...(id && { id })} label={label} />
      ) : null}
      {says ? (
        <p className="wrong" role="alert">
          {says}
        </p>
      ) : null}
    </div>
  )
}

type CameraProps = { busy?: boolean; label: string; id?: string; onTake: (files: readonly File[]) => void }

/** A button for pictures: a tablet offers its camera and those taken earlier, a desk its folders. */
export function Camera({ busy = false, label, id, onTake }: CameraProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        {...(id && { id })}
        loading={busy}
        onClick={() => input.current?.click()}
        aria-label={`拍照或选照片：${label}`}
      >
        拍照或选照片
      </Button>
      <input
        ref={input}
        className="unseen"
        type="file"
        accept={accepted}
        multiple
        tabIndex={-1}
        aria-label={`选照片：${label}`}
        onChange={(event) => {
          onTake([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

type ThumbsProps = {
  photos: readonly string[]
  label: string
  /** Where a picture is while it waits in the browser. */
  source?: (id: string) => string | null
  onDrop?: (id: string) => void
}

/** Pictures as small images that open whole. */
export function Thumbs({ photos, label, source = () => null, onDrop }: ThumbsProps) {
  if (photos.length === 0) return null
  return (
    <ul className="thumbs">
      {photos.map((id, n) => {
        const src = source(id) ?? `/api/files/${id}`
        return (
          <li key={id}>
            <a href={src} target="_blank" rel="noreferrer">
              <img src={src} alt={`${label}照片${n + 1}`} width="64" height="64" />
            </a>
            {onDrop ? (
              <Button size="small" aria-label={`去掉${label}照片${n + 1}`} onClick={() => onDrop(id)}>
                去掉
              </Button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
