/**
 * How the file of what people wrote came to its present shape: one step a version, never edited once it was released. `PRAGMA user_version`
 * says how many steps a file has taken.
 */

/** "Aftc": tells our file from any other program's. */
export const APPLICATION_ID = 0x41667463

/** Nothing is ever changed or removed but `undone_at` and `undone_by`, which are set once. A trigger refuses the rest, whoever asks. */
const appendOnly = (table: string, columns: readonly string[]): string => `
  create trigger ${table}_is_kept before delete on ${table}
  begin select raise(abort, '${table} is append-only'); end;
  create trigger ${table}_is_unchanged before update of ${columns.join(', ')} on ${table}
  begin select raise(abort, '${table} is append-only'); end;
  create trigger ${table}_is_undone_once before update of undone_at, undone_by on ${table} when old.undone_at is not null
  begin select raise(abort, '${table} is undone already'); end;`

const UNDONE = `undone_by text, undone_at text, check ((undone_by is null) = (undone_at is null))`

export const MIGRATIONS: readonly string[] = [
  `
  create table cause_decision (
    decision_id integer primary key autoincrement,
    source text not null,
    complaint_id text not null,
    causes text check (json_type(causes) = 'array'),
    taxonomy_version integer,
    responsibility text,
    proposed_code text,
    proposed_method text,
    proposed_confidence real,
    note text,
    decided_by text not null check (decided_by <> ''),
    decided_at text not null,
    ${UNDONE},
    check (causes is not null or responsibility is not null),
    check ((causes is null) = (taxonomy_version is null))
  ) strict;
  create index cause_decision_by_complaint on cause_decision (source, complaint_id);
  create table cause_label (
    label_id integer primary key autoincrement,
    source text not null,
    label text not null check (label <> ''),
    code text,
    decided_by text not null check (decided_by <> ''),
    decided_at text not null,
    ${UNDONE}
  ) strict;
  create table cause_rule_edit (
    edit_id integer primary key autoincrement,
    rule_id text not null check (rule_id <> ''),
    body text check (json_type(body) = 'object'),
    edited_by text not null check (edited_by <> ''),
    edited_at text not null,
    ${UNDONE}
  ) strict;
  create table taxonomy_edit (
    edit_id integer primary key autoincrement,
    kind text not null,
    body text not null check (json_type(body) = 'object'),
    changed_on text not null,
    edited_by text not null check (edited_by <> ''),
    edited_at text not null,
    ${UNDONE}
  ) strict;
  ${appendOnly('cause_decision', [
    'decision_id',
    'source',
    'complaint_id',
    'causes',
    'taxonomy_version',
    'responsibility',
    'proposed_code',
    'proposed_method',
    'proposed_confidence',
    'note',
    'decided_by',
    'decided_at',
  ])}
  ${appendOnly('cause_label', ['label_id', 'source', 'label', 'code', 'decided_by', 'decided_at'])}
  ${appendOnly('cause_rule_edit', ['edit_id', 'rule_id', 'body', 'edited_by', 'edited_at'])}
  ${appendOnly('taxonomy_edit', ['edit_id', 'kind', 'body', 'changed_on', 'edited_by', 'edited_at'])}
  `,
]
