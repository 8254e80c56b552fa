import { Modal, Switch } from 'antd'
import { useStore } from '#apps/desk/api/store.ts'
import { largeType, singleKeys } from '#apps/desk/shell/habits.ts'

const keys: readonly (readonly [string, string])[] = [
  ['N 或 Alt+N', '首问登记（任何页面）'],
  ['C', '办件：按事项代码或名称开办'],
  ['/ 或 Alt+S', '查找'],
  ['B', '回到工作台'],
  ['G 或 Alt+G', '签到、离岗、返岗（看此刻该做哪样）'],
  ['Q 或 Alt+Q', '叫号：叫下一个、开始登记、办完再叫（看此刻该做哪样）'],
  ['J / K', '下一件 / 上一件'],
  ['1 – 9', '打开第几个操作（件上）'],
  ['T', '跳到当前事项的标题'],
  ['1 – 9（表单里）', '选第几项，并到下一栏'],
  ['1 2 3 4（材料表）', '合格 缺少 不合格 免交，并到下一行'],
  ['Ctrl + Enter', '提交表单'],
  ['Esc', '先不办，已填内容保留'],
  ['P', '打印当前事项'],
  ['L', '大字'],
  ['?', '这份说明'],
]

/** Every key of the desk, and the habits that a person may set. */
export default function Help({ onClose }: { onClose: () => void }) {
  const single = useStore(singleKeys)
  const large = useStore(largeType)
  return (
    <Modal open title="按键" footer={null} onCancel={onClose} width={560}>
      <table className="keys">
        <tbody>
          {keys.map(([key, does]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="habit">
        <Switch checked={single} onChange={(on) => singleKeys.set(on)} aria-labelledby="habit-single" />
        <span id="habit-single">启用单键（关闭后只用 Alt 组合键）</span>
      </div>
      <div className="habit">
        <Switch checked={large} onChange={(on) => largeType.set(on)} aria-labelledby="habit-large" />
        <span id="habit-large">大字</span>
      </div>
    </Modal>
  )
}
