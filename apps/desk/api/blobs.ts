/** Pictures that wait in this browser for the network, by an id of their own. Taken out once they are in the store. */

const name = 'shouwen-photos'

function opened(): Promise<IDBDatabase> {
  return new Promise((go, fail) => {
    const asking = indexedDB.open(name, 1)
    asking.onupgradeneeded = () => void asking.result.createObjectStore('photo')
    asking.onsuccess = () => go(asking.result)
    asking.onerror = () => fail(asking.error)
  })
}

async function on<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await opened()
  try {
    return await new Promise((go, fail) => {
      const asking = act(db.transaction('photo', mode).objectStore('photo'))
      asking.onsuccess = () => go(asking.result)
      asking.onerror = () => fail(asking.error)
    })
  } finally {
    db.close()
  }
}

export async function keepBlob(id: string, blob: Blob): Promise<void> {
  await on('readwrite', (store) => store.put(blob, id))
}

/** The picture, or undefined when it is no longer there. */
export function takeBlob(id: string): Promise<Blob | undefined> {
  return on<Blob | undefined>('readonly', (store) => store.get(id))
}

export async function dropBlob(id: string): Promise<void> {
  await on('readwrite', (store) => store.delete(id))
}
