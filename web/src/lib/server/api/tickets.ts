import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { query } from '../queries/query.ts'
import { described } from './described.ts'
import { commonFilters, listed, orNull } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters, value } from './parameters.ts'
import { ticketRow } from './ticket-row.ts'

const tickets = query('api_tickets', ticketRow)
const ticket = query('api_ticket', ticketRow)

export const listTickets = operation({
  id: 'listTickets',
  path: '/tickets',
  title: { 'zh-CN': '工单列表', en: 'Tickets' },
  tells: {
    'zh-CN': '按接收日期（网点当地日期）排序的工单，分页读取。不含客户和技师的标识。',
    en: 'Tickets in the order of the site-local day of their reception, page by page. Without ids of customers and technicians.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    ...spanParameters,
    ...filterParameters,
    is_open: described(
      z.boolean().optional(),
      '只要未完结的（true）或已完结的（false）',
      'only open ones (true), or only others (false)',
    ),
    ...pageParameters,
    ...formatParameter,
  }),
  row: ticketRow,
  ask: (lease, _, asked) =>
    listed(lease, {
      query: tickets,
      onColumn: 'received_on',
      keyColumn: 'ticket_key',
      filters: { ...commonFilters(asked), is_open: orNull(asked.is_open) },
      limit: asked.limit,
      after: asked.after,
    }),
})

export const getTicket = operation({
  id: 'getTicket',
  path: '/tickets/{key}',
  title: { 'zh-CN': '一张工单', en: 'One ticket' },
  tells: { 'zh-CN': '一张工单的全部字段。', en: 'All fields of one ticket.' },
  pathParameters: z.strictObject({
    key: value('工单键：来源系统:工单号，需做 URL 编码', 'ticket_key: source and ticket id, percent-encoded'),
  }),
  parameters: z.strictObject({ ...formatParameter }),
  row: ticketRow,
  isSingle: true,
  ask: async (lease, { key }) => {
    const parameters = { ticket_key: key }
    const rows = await lease.rows(ticket, parameters)
    if (rows.length === 0) {
      throw new AftercareError('api.unknown_ticket', 'there is no such ticket', {
        where: 'key',
        value: key,
        remedy: 'Take `ticket_key` from /api/v1/tickets, percent-encoded.',
      })
    }
    return {
      identity: [ticket.sql, parameters],
      paging: null,
      rows: () => Promise.resolve(rows),
      arrow: () => lease.arrow(ticket, parameters),
    }
  },
})
