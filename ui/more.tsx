import { Button } from 'antd'

/** What this needs to know of a list that comes page by page. */
type Paged = {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

/** Fetches the next page of a list; nothing where there is none. As wide as the list, or as its word. */
export function More({ list, block = true }: { list: Paged; block?: boolean }) {
  if (!list.hasNextPage) return null
  return (
    <Button block={block} type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      再看一些
    </Button>
  )
}
