/** A source of tickets with a mapping of every kind, and the header of its files. */
export const TICKETS = `
files: ["tickets_*.csv", "tickets_*.csv.gz"]
null_words: ["", "NA"]
keep: [weather]
ignore: [notes]
maps:
  - entity: ticket
    where: "state is distinct from 'draft'"
    columns:
      ticket_id: case_no
      received_at: { from: open_dt, format: "%d/%m/%Y %H:%M" }
      status: { from: state, values: { 已完成: closed, 处理中: open } }
      customer_id: client
      customer_name: name
      fault_text: fault
      priority: { from: urgency, values: { "1": high, "2": normal, "0": null }, otherwise: reject }
      visits: { compute: "try_cast(trips as integer) + 1" }
      outcome: { constant: repaired }
      charged_labour: charge
`
export const HEADER = [
  'case_no',
  'open_dt',
  'state',
  'client',
  'name',
  'fault',
  'urgency',
  'trips',
  'charge',
  'weather',
  'notes',
  'extra_1',
]
