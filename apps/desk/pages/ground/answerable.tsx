import type { Ground } from '#apps/desk/api/ground.ts'
import { Does } from '#apps/desk/pages/ground/act.tsx'
import { answerableForm } from '#apps/desk/pages/ground/forms.ts'
import type { Name } from '#core/view.ts'

/** Who answers where no head up the tree is there (5.0): named by the system administrator of the topmost office, never by itself. */
export function Answerable({ answerable, place }: { answerable: Name | null; place: Ground }) {
  const people = place.people
    .filter((p) => p.active && p.administrator === null)
    .map((p) => ({ value: p.id, label: `${p.name}（${p.number}）` }))
  return (
    <p className="bar">
      <span>总负责人：{answerable ? answerable.name : <span className="chip chip-warn">未设定</span>}</span>
      {people.length > 0 ? (
        <Does
          label="设定总负责人"
          deed={{
            title: `从${place.office.name}人员中设定总负责人`,
            path: '/api/ground/answerable',
            schema: answerableForm(people),
            note: (
              <p className="quiet">各级负责人都不在岗时，由总负责人代管岗位、接收提醒；不因此成为任何单位的负责人。</p>
            ),
            sends: '设定',
            done: '已设定总负责人',
          }}
        />
      ) : null}
    </p>
  )
}
