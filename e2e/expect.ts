import { expect as usual } from '@playwright/test'

/** As patient as a loaded machine of two cores needs; what holds is seen at once all the same. */
export const expect = usual.configure({ timeout: 12_000 })
