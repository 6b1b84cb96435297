/** How the explorer's rows travel. */

/** Rows of a page; pages begin at its multiples. */
export const PAGE = 200
/** The most rows that one request may ask for. */
export const LONGEST_PAGE = 1000
/** Of an answer: the build whose tickets it holds. */
export const BUILD_HEADER = 'X-Aftercare-Build'
