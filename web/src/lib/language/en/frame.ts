import type { Texts } from '../texts.ts'

export const page: Texts['page'] = {
  product: 'Aftercare',
  review: 'Quality review',
  weekly: 'Weekly quality review',
  monthly: 'Monthly quality review',
  skip: 'Skip to content',
  language: 'Language',
  theme: 'Appearance',
  themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  footer: 'A self-hosted quality dashboard for after-sales service',
  navigation: 'Page settings',
}

export const navigation: Texts['navigation'] = {
  label: 'Pages',
  pages: {
    '/': 'Review',
    '/promises': 'Promises',
    '/complaints': 'Complaints',
    '/costs': 'Cost and parts',
    '/parts': 'Parts',
    '/satisfaction': 'Satisfaction',
    '/technicians': 'Technicians',
    '/tickets': 'Tickets',
    '/health': 'Data health',
    '/kpis': 'KPIs',
  },
}

export const fresh: Texts['fresh'] = {
  asOf: 'Data as of',
  published: 'Published',
  version: 'Version',
  newest: 'Newest record',
  neverAny: 'No record yet',
  failed: (since) =>
    `The last build failed (${since}). The page still shows what was published before, which may be out of date.`,
  failedWhere: 'Where',
  failedDo: 'What to do',
  servedSince: (stamp) => `These figures have not changed since ${stamp}.`,
  rolledBack: (stamp) => `An earlier version has been served since ${stamp}.`,
  old: (days) =>
    `The newest record is ${days} ${days === 1 ? 'day' : 'days'} older than the data-as-of moment. Recent periods may lack data.`,
  cannotOpen: 'A new version could not be opened; the one before is still shown.',
  unknown: 'How the last build ended could not be read, so it is not known whether the figures are current.',
  incomplete: (period) =>
    `${period} is not over, or its data is not all in: drawn dashed and hollow, left out of latest values and changes.`,
}

export const filter: Texts['filter'] = {
  title: 'Filters',
  grain: 'Period',
  grains: { week: 'Week', month: 'Month' },
  compare: 'Compare with',
  comparisons: { previous: 'Period before', year: 'Year before' },
  remove: (name) => `Remove filter: ${name}`,
  active: 'Filtered by',
  more: 'Filters',
  span: 'Range',
  spansWeek: { year: 'Last 53 weeks', all: 'All' },
  spansMonth: { year: 'Last 25 months', all: 'All' },
  slice: 'Dimension',
  value: 'Value',
  all: 'All',
  apply: 'Apply',
  clear: 'Clear filter',
  slices: {
    all: 'All',
    source: 'Source',
    site: 'Site',
    region: 'Region',
    team: 'Team',
    product_family: 'Product family',
    fault_family: 'Fault family',
    service_mode: 'Service mode',
    work_kind: 'Kind of work',
    priority: 'Priority',
    warranty: 'Warranty',
  },
  values: {
    onsite: 'On site',
    workshop: 'Workshop',
    remote: 'Remote',
    installation: 'Installation',
    exchange: 'Exchange',
    return: 'Return',
    maintenance: 'Maintenance',
    consultation: 'Consultation',
    emergency: 'Emergency',
    high: 'High',
    normal: 'Normal',
    low: 'Low',
    in: 'In warranty',
    out: 'Out of warranty',
    contract: 'Contract',
    open: 'Open',
    in_progress: 'In progress',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Cancelled',
    unknown: 'Unknown',
  },
}

export const state: Texts['state'] = {
  lastFailed: (since) => `The last build failed (${since}, UTC).`,
  parts: { site: 'The site', series: 'The KPIs', filters: 'The filters' },
  noWarehouseTitle: 'Nothing has been published yet',
  noWarehouse: 'Run the command below to load files and build. Once it has published, reload this page.',
  emptyTitle: 'There are no figures to show',
  empty: 'A warehouse is published, but no source has brought a record that a KPI counts.',
  toFill:
    'Describe a file in sources/ (“aftercare inspect FILE” writes a draft), put the file into inbox/ and run “aftercare run”. Then reload this page.',
  emptySlice: 'This filter has no KPI in any period.',
  failedTitle: (part) => `${part} could not be read`,
  failed:
    'The rest of the page is not affected. Reload. If the program was just updated, run “aftercare build” first; if it fails again, tell the administrator the reference.',
  code: 'Code',
  reference: 'Reference',
  loading: (part) => `Loading: ${part}…`,
  reload: 'Reload',
}

export const error: Texts['error'] = {
  title: 'Something went wrong',
  notFound: 'There is no such page.',
  unexpected: 'The server could not handle this request.',
  badFilter: (what) => `A filter in the link is not valid: ${what}`,
  home: 'Back to the review',
}
