import type { Ground, SettingRow, TreeRow, Week } from '#apps/desk/api/ground.ts'
import { type Deed, Does, sure } from '#apps/desk/pages/ground/act.tsx'
import {
  contactForm,
  hoursForm,
  intervalsShown,
  intervalsTyped,
  levelNames,
  nameForm,
  officeForm,
  parentForm,
  weekdays,
} from '#apps/desk/pages/ground/forms.ts'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

/** What an office is and how it is reached; below whom it stands. */
export function Place({ place, offices }: { place: Ground; offices: readonly TreeRow[] }) {
  const { office, may } = place
  const path = `/api/ground/offices/${office.id}`
  const rows = [
    ['层级', levelNames[office.level]],
    ['单位代码', office.code],
    ['发文简称', office.short],
    ['上级单位', office.superior?.name ?? '（最高一级）'],
    ['现任负责人', office.head?.name],
    ['地址', office.address],
    ['办公电话', office.phone],
    ['监督电话', office.supervisionPhone],
  ] as const
  const initial = { address: office.address, phone: office.phone, supervisionPhone: office.supervisionPhone }
  return (
    <>
      <table className="plain keys">
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value || <span className="quiet">未填</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="bar">
        <Does
          small={false}
          label="更新地址和电话"
          deed={{
            title: '更新地址和电话',
            path: `${path}/contact`,
            schema: contactForm,
            initial,
            body: (values) => ({ address: '', phone: '', supervisionPhone: '', ...values }),
            done: '已更新',
          }}
        />
        {may.keep ? <TreeDeeds place={place} offices={offices} /> : null}
      </div>
    </>
  )
}

/** What only who keeps the tree does: found below, rename, move, close. */
function TreeDeeds({ place, offices }: { place: Ground; offices: readonly TreeRow[] }) {
  const { office } = place
  const path = `/api/ground/offices/${office.id}`
  const above = offices
    .filter((o) => o.id !== office.id && o.closedAt === null)
    .map((o) => ({ value: o.id, label: o.name }))
  return (
    <>
      <Does small={false} label="设立下级单位" deed={addDeed(place)} />
      <Does
        small={false}
        label="改名"
        deed={{
          title: `${office.name}改名`,
          path: `${path}/name`,
          schema: nameForm,
          initial: { name: office.name, short: office.short },
          note: <p className="quiet">已发出的文书保留原名。</p>,
          done: '已改名',
        }}
      />
      {office.superior ? (
        <>
          <Does
            small={false}
            label="调整隶属"
            deed={{
              title: `调整${office.name}的隶属关系`,
              path: `${path}/move`,
              schema: parentForm(above),
              note: <p className="quiet">立即生效。本单位和下级单位须没有未办结事项；从前的事项保留原来的归属。</p>,
              sends: '调整',
              done: '已调整隶属关系',
            }}
          />
          <Does
            small={false}
            danger
            label="撤销单位"
            deed={sure('撤销单位', `${path}/close`, `撤销${office.name}后不能恢复，历史记录保留。`, '已撤销单位')}
          />
        </>
      ) : null}
    </>
  )
}

function addDeed({ office }: Ground): Deed {
  return {
    title: `在${office.name}下设立单位`,
    path: '/api/ground/offices',
    schema: officeForm(office.level),
    body: (values) => ({ ...values, parent: office.id }),
    sends: '设立',
    done: '已设立单位',
  }
}

/** Opening hours now and those that are to come. */
export function Hours({ place }: { place: Ground }) {
  const { hours, office, may } = place
  const initial = Object.fromEntries(hours.now.map((intervals, i) => [`d${i}`, intervalsShown(intervals)]))
  return (
    <>
      {may.lead ? (
        <div className="bar">
          <Does
            small={false}
            primary
            label="调整办公时间"
            deed={{
              title: `调整${office.name}的办公时间`,
              path: `/api/ground/offices/${office.id}/hours`,
              schema: hoursForm,
              initial,
              body: (values) => ({
                from: values['from'],
                week: weekdays.map((_, i) => intervalsTyped(values[`d${i}`])),
              }),
              done: '已登记，到日子自动执行并重算以后的到期日',
            }}
          />
        </div>
      ) : null}
      <WeekTable caption="现行办公时间" week={hours.now} />
      {hours.later.map(({ from, week }) => (
        <WeekTable key={from} caption={`自${day(from)}起`} week={week} />
      ))}
    </>
  )
}

function WeekTable({ caption, week }: { caption: string; week: Week }) {
  return (
    <table className="plain keys">
      <caption>{caption}</caption>
      <tbody>
        {[1, 2, 3, 4, 5, 6, 0].map((i) => (
          <tr key={i}>
            <th scope="row">{weekdays[i]}</th>
            <td>{intervalsShown(week[i] ?? []) || <span className="quiet">不办公</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The numbers that an office works by: its own or the default, with the source and what is still to be confirmed. */
export function Settings({ place }: { place: Ground }) {
  const { settings, office, may } = place
  return (
    <table className="plain">
      <Heads of={['项目', '现用', '默认值和来源', '办理']} />
      <tbody>
        {settings.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.label}</th>
            <td>
              {shown(one.own ?? one.default)}
              {one.unit} {one.own === null ? null : <span className="chip">本单位</span>}
            </td>
            <td>
              {shown(one.default)}
              {one.unit}
              {one.toConfirm ? <span className="chip chip-warn">待确认</span> : null}
              <small>
                {' '}
                {one.source}；{one.wayLabel}
              </small>
            </td>
            <td>{may.lead && one.way !== 'fixed' ? <Does label="设定" deed={settingDeed(one, office.id)} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shown(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2)
}

function settingDeed(one: SettingRow, office: string): Deed {
  const schema: Schema = {
    type: 'object',
    properties: {
      amount: {
        type: 'number',
        title: `${one.label}${one.unit ? `（${one.unit}）` : ''}`,
        'x-hint': `默认${shown(one.default)}，${one.wayLabel}；留空恢复默认。正在运行的期限不变`,
      },
    },
  }
  return {
    title: `设定：${one.label}`,
    path: `/api/ground/offices/${office}/settings`,
    schema,
    initial: one.own === null ? {} : { amount: one.own },
    body: (values) => ({ key: one.key, amount: values['amount'] ?? null }),
    done: '已设定',
  }
}
