-- What DuckDB and another engine would write differently. Same names, same meaning, one file an engine.
-- All stamps are naive UTC TIMESTAMPs unless the name says local. Each macro gives null where an argument is null, unless said otherwise.

-- Naive UTC stamp → wall time in an IANA zone.
create macro local_timestamp(ts, tz) as timezone(tz, timezone('UTC', cast(ts as timestamp)));

-- Naive UTC stamp → calendar day in an IANA zone.
create macro local_date(ts, tz) as cast(timezone(tz, timezone('UTC', cast(ts as timestamp))) as date);

-- Wall time in an IANA zone → naive UTC stamp. A wall time that occurs twice means the later one (standard time), one that is skipped moves forward.
create macro utc_from_local(local_ts, tz) as timezone('UTC', timezone(tz, cast(local_ts as timestamp)));

-- Minutes from a to b with their fraction, DOUBLE; negative when b is before a.
create macro minutes_between(a, b) as (epoch_us(cast(b as timestamp)) - epoch_us(cast(a as timestamp))) / 6e7;

-- Calendar days from d1 to d2, INTEGER; negative when d2 is before d1.
create macro days_between(d1, d2) as cast(date_diff('day', cast(d1 as date), cast(d2 as date)) as integer);

-- A date n days later.
create macro add_days(d, n) as cast(d as date) + cast(n as integer);

-- A stamp n minutes later; n may have a fraction, to the microsecond.
create macro add_minutes(ts, n) as cast(ts as timestamp) + to_microseconds(cast(round(cast(n as double) * 6e7) as bigint));

-- Monday of the ISO week of a date.
create macro week_start(d) as cast(date_trunc('week', cast(d as date)) as date);

-- First day of the month of a date.
create macro month_start(d) as cast(date_trunc('month', cast(d as date)) as date);

-- Minutes since midnight of a stamp, with their fraction, DOUBLE.
create macro minute_of_day(ts) as (epoch_us(cast(ts as timestamp)) - epoch_us(date_trunc('day', cast(ts as timestamp)))) / 6e7;

-- Aggregates over the values that are not null, by linear interpolation (Hyndman and Fan 1996, type 7); null over none.
-- Restrict rows with median_of(case when … then x end): FILTER cannot follow a macro.
create macro median_of(x) as quantile_cont(cast(x as double), 0.5);
create macro quantile_of(x, q) as quantile_cont(cast(x as double), q);

-- n ÷ d as DOUBLE; null when d is 0.
create macro ratio(n, d) as case when d = 0 then null else cast(n as double) / cast(d as double) end;

-- Whether a list with commas at both ends (',a,b,') contains a code. Lists that are null mean "any": ask for that first.
create macro has_code(list, code) as contains(cast(list as varchar), ',' || cast(code as varchar) || ',');

-- Characters (code points) of a text, INTEGER.
create macro text_length(x) as cast(length(x) as integer);

-- A text without its last n characters.
create macro text_without_end(x, n) as substring(cast(x as varchar), 1, greatest(0, length(cast(x as varchar)) - cast(n as integer)));

-- Rounded to n decimals, halves away from zero, DOUBLE.
create macro round_half_away(x, n) as round(cast(x as double), cast(n as integer));

-- The later and the earlier of two stamps; a null is ignored, two nulls give null.
create macro greatest_stamp(a, b) as greatest(cast(a as timestamp), cast(b as timestamp));
create macro least_stamp(a, b) as least(cast(a as timestamp), cast(b as timestamp));

-- 'a:b', the key of something that is unique within a.
create macro concat_key(a, b) as cast(cast(a as varchar) || ':' || cast(b as varchar) as varchar);

-- A date n months later; the last day of the month when the month is shorter.
create macro add_months(d, n) as cast(cast(d as date) + to_months(cast(n as integer)) as date);

-- A stamp n microseconds later.
create macro add_micros(ts, n) as cast(ts as timestamp) + to_microseconds(cast(n as bigint));

-- Minutes as microseconds, BIGINT.
create macro minutes_as_micros(n) as cast(round(cast(n as double) * 6e7) as bigint);

-- Microseconds as minutes with their fraction, DOUBLE.
create macro micros_as_minutes(n) as cast(n as bigint) / 6e7;

-- Which hour, counted from 0, a number of microseconds lies in, INTEGER.
create macro hour_of_micros(n) as cast(floor(cast(n as bigint) / 3.6e9) as integer);

-- A stamp n times 24 hours later.
create macro add_days_to_stamp(ts, n) as cast(ts as timestamp) + to_days(cast(n as integer));

-- The n-th part (from 1) of a text cut at a separator, without blanks at its ends; '' where there are fewer parts.
create macro part_of(x, separator, n) as trim(split_part(cast(x as varchar), separator, cast(n as integer)));

-- First day of the quarter of a date.
create macro quarter_start(d) as cast(date_trunc('quarter', cast(d as date)) as date);

-- An amount of money times a number, rounded to the fourth decimal, DECIMAL(18,4).
create macro money_times(amount, n) as cast(round(cast(amount as double) * cast(n as double), 4) as decimal(18, 4));

-- A number as DECIMAL(18,4), so that its sum does not depend on the order of the rows.
create macro exact(x) as cast(x as decimal(18, 4));

-- Sum of numbers to the twelfth decimal, DOUBLE: unlike a sum of DOUBLEs it does not depend on the order of the rows, so a rebuild gives the same.
create macro sum_exact(x) as cast(sum(cast(x as decimal(38, 12))) as double);

-- Microseconds from a to b, BIGINT; negative when b is before a.
create macro micros_between(a, b) as epoch_us(cast(b as timestamp)) - epoch_us(cast(a as timestamp));

-- Which hour since 1970-01-01 a UTC stamp lies in, INTEGER.
create macro hour_of_stamp(ts) as cast(floor(epoch_us(cast(ts as timestamp)) / 3.6e9) as integer);

-- The greater of two numbers; null where one is null.
create macro greater_of(a, b) as case when a >= b then a when b > a then b end;

-- An amount of money times a number (hours, a rate), exact to the eighth decimal of the number and then rounded to the cent, half away from zero, DECIMAL(18,4).
create macro cents_times(amount, n) as cast(round(cast(amount as decimal(18, 4)) * cast(n as decimal(18, 8)), 2) as decimal(18, 4));

-- A label as people mean it: without case, width, blanks and the signs between words. `foldLabel` in contracts/label.ts does the same.
create macro fold_label(x) as translate(
  lower(translate(cast(x as varchar), '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～', '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~')),
  ' _-/\:>.·' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288), ''
);
