import { type Store, store } from '#apps/desk/api/store.ts'

/** How this person likes their desk; kept in this browser only, and holds nothing about matters. */
function habit(name: string, initial: boolean): Store<boolean> {
  const kept = localStorage.getItem(name)
  const value = store(kept === null ? initial : kept === 'yes')
  return {
    ...value,
    set(next) {
      localStorage.setItem(name, next ? 'yes' : 'no')
      value.set(next)
    },
  }
}

export const largeType = habit('desk.large-type', false)
export const singleKeys = habit('desk.single-keys', true)
