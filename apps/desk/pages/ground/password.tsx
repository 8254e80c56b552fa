import { Modal } from 'antd'
import { type Deed, sure } from '#apps/desk/pages/ground/act.tsx'
import type { Name } from '#core/view.ts'

/** A first password for somebody: shown once, changed by them at the first sign-in. */
export function passwordDeed(person: Name, onTold: (answer: unknown) => void): Deed {
  return {
    ...sure(
      '签发初始密码',
      `/api/accounts/${person.id}/password`,
      `${person.name}原来的密码失效，已登录的会退出。新密码只显示一次，本人首次登录时必须修改。`,
      '已签发初始密码',
    ),
    tells: onTold,
  }
}

type Told = { readonly name: string; readonly username: string; readonly password: string | null }

export function FirstPassword({ answer, onClose }: { answer: unknown; onClose: () => void }) {
  const { name, username, password } = answer as Told
  return (
    <Modal
      open
      title={`${name}的初始密码`}
      onOk={onClose}
      onCancel={onClose}
      cancelButtonProps={{ hidden: true }}
      okText="已抄下"
    >
      <p>
        用户名 <b>{username}</b>
      </p>
      {password ? (
        <p className="first-password">
          <code>{password}</code>
        </p>
      ) : (
        <p>初始密码只显示一次，请重新签发。</p>
      )}
      <p className="quiet">请当面或密封交给本人。关闭后不能再查看。</p>
    </Modal>
  )
}
