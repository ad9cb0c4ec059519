// One function a query, over ten million values of its type: what does a value cost? Results are summed up by what costs little: sums of
// numbers, greatest texts, counts of what is true. `make` writes the values.
export const tables = ['samples'];

/** How many values. */
export const rows = 10_000_000;

const words = "['Alpha', 'bravo', 'Charlie', 'delta', 'Echo', 'foxtrot', 'Golf', 'hotel', 'India', 'juliet', 'kilo', 'Lima', 'mike', 'November', 'oscar', 'Papa']";
const word = (by) => `${words}[CAST(1 + hash(id + ${by}) % 16 AS BIGINT)]`;

/** A statement of DuckDB's that writes the table to a file. */
export const make = (path, count = rows) => `COPY (
  SELECT id, CAST(h % 1000000 AS INTEGER) AS i, CAST(h % 100000000000 AS BIGINT) AS l, CAST(h % 100000000 AS DOUBLE) / 977 + 0.5 AS d,
    CAST(CAST(h % 100000000 AS BIGINT) / 100 AS DECIMAL(12, 2)) AS c,
    ${word(1)} || '_' || CAST(h % 1000 AS VARCHAR) AS s,
    ${word(2)} || ' ' || ${word(3)} || ', ' || ${word(4)} || ' ' || CAST(h % 100000 AS VARCHAR) || ' ' || ${word(5)} AS t,
    DATE '1992-01-01' + CAST(h % 12000 AS INTEGER) AS day,
    TIMESTAMP '1992-01-01 00:00:00' + to_microseconds(CAST(h % 1000000000000000 AS BIGINT)) AS ts,
    CAST(h % 1000000 AS VARCHAR) AS it, CAST(CAST(h % 100000000 AS DOUBLE) / 977 + 0.5 AS VARCHAR) AS dt,
    CAST(DATE '1992-01-01' + CAST(h % 12000 AS INTEGER) AS VARCHAR) AS dayt,
    CAST(TIMESTAMP '1992-01-01 00:00:00' + to_seconds(CAST(h % 1000000000 AS BIGINT)) AS VARCHAR) AS att,
    '{"id": ' || CAST(h % 1000000 AS VARCHAR) || ', "name": "' || ${word(6)} || '", "place": {"x": ' || CAST(h % 100 AS VARCHAR) || ', "tags": ["' || ${word(7)} || '", "' || ${word(8)} || '"]}}' AS j,
    [CAST(h % 100 AS INTEGER), CAST(h // 100 % 100 AS INTEGER), CAST(h // 10000 % 100 AS INTEGER), CAST(h // 1000000 % 100 AS INTEGER), CAST(h // 100000000 % 100 AS INTEGER)] AS a
  FROM (SELECT range AS id, hash(range) % 1000000000000000 AS h FROM range(${count}))) TO '${path}' (FORMAT parquet)`;

// The way of summing up, the function by Spark, and by DuckDB where it is written otherwise.
const texts = [
  ['upper(s)'], ['lower(t)'], ['trim(t)'], ['reverse(s)'], ['substring(t, 5, 8)'], ['left(t, 7)'], ['right(t, 7)'], ['lpad(s, 20, \'*\')'], ['rpad(s, 20, \'*\')'],
  ['repeat(s, 2)'], ['replace(t, \'a\', \'xyz\')'], ['translate(t, \'abcde\', \'vwxyz\')'], ['concat(s, \'-\', t)'], ['concat_ws(\'-\', s, t, it)'], ['split_part(t, \' \', 2)'],
  ['regexp_replace(t, \'[aeiou]+\', \'*\')', 'regexp_replace(t, \'[aeiou]+\', \'*\', \'g\')'], ['regexp_extract(t, \'([0-9]+) ([a-zA-Z]+)$\', 2)'],
  ['md5(s)'], ['sha2(s, 256)', 'sha256(s)'], ['hex(s)'], ['base64(encode(s, \'utf-8\'))', 'base64(CAST(s AS BLOB))'], ['format_string(\'%d of %s\', i, s)', 'printf(\'%d of %s\', i, s)'],
  ['chr(65 + i % 26)'], ['url_encode(t)', 'replace(url_encode(t), \'%20\', \'+\')'],
  ['date_format(ts, \'yyyy-MM-dd HH:mm\')', 'strftime(ts, \'%Y-%m-%d %H:%M\')'],
  ['CAST(i AS STRING)', 'CAST(i AS VARCHAR)'], ['CAST(c AS STRING)', 'CAST(c AS VARCHAR)'], ['CAST(day AS STRING)', 'CAST(day AS VARCHAR)'], ['CAST(ts AS STRING)', 'CAST(ts AS VARCHAR)'],
  ['get_json_object(j, \'$.name\')', 'json_extract_string(j, \'$.name\')'], ['get_json_object(j, \'$.place.tags[1]\')', 'json_extract_string(j, \'$.place.tags[1]\')'],
  ['array_join(transform(a, x -> CAST(x AS STRING)), \'-\')', 'array_to_string(a, \'-\')'],
].map((call) => ['max', ...call]);
const numbers = [
  ['length(t)'], ['ascii(s)'], ['instr(t, \'tel\')'], ['levenshtein(s, \'foxtrot_123\')'], ['CAST(it AS INT)'], ['CAST(dt AS DOUBLE)'], ['CAST(dt AS DECIMAL(18, 3))'], ['CAST(l AS DECIMAL(20, 4))'], ['CAST(d AS INT)', 'CAST(trunc(d) AS INTEGER)'],
  ['year(day)'], ['month(day)'], ['day(day)'], ['quarter(day)'], ['dayofyear(day)'], ['dayofweek(day)', 'dayofweek(day) + 1'], ['weekofyear(day)'], ['hour(ts)'], ['minute(ts)'], ['datediff(day, DATE \'2000-01-01\')', 'day - DATE \'2000-01-01\''],
  ['year(last_day(day))'], ['year(add_months(day, 5))', 'year(day + INTERVAL 5 MONTH)'], ['month(trunc(day, \'MM\'))', 'month(date_trunc(\'month\', day))'], ['hour(date_trunc(\'HOUR\', ts))', 'hour(date_trunc(\'hour\', ts))'],
  ['year(CAST(dayt AS DATE))'], ['hour(CAST(att AS TIMESTAMP_NTZ))', 'hour(CAST(att AS TIMESTAMP))'], ['year(to_date(dayt, \'yyyy-MM-dd\'))', 'year(strptime(dayt, \'%Y-%m-%d\'))'],
  ['sqrt(d)'], ['exp(d / 100000)'], ['ln(d)'], ['pow(d, 0.3D)', 'pow(d, 0.3::DOUBLE)'], ['sin(d)'], ['atan2(d, 7)'], ['round(d, 2)'], ['floor(d)'], ['abs(i - 500000)'], ['greatest(i, l % 1000, 7)'], ['bit_count(l)'],
  ['size(a)', 'len(a)'], ['array_max(a)', 'list_max(a)'], ['element_at(a, 3)', 'a[3]'], ['array_position(a, 7)', 'coalesce(list_position(a, 7), 0)'],
  ['element_at(array_sort(a), 1)', 'list_sort(a)[1]'], ['size(array_distinct(a))', 'len(list_distinct(a))'], ['element_at(transform(a, x -> x * 2), 2)', 'list_transform(a, lambda x: x * 2)[2]'],
  ['size(filter(a, x -> x > 50))', 'len(list_filter(a, lambda x: x > 50))'], ['aggregate(a, 0, (x, y) -> x + y)', 'list_sum(a)'], ['size(slice(a, 2, 3))', 'len(a[2:4])'],
  ['size(split(t, \'[ ,]+\'))', 'len(string_split_regex(t, \'[ ,]+\'))'],
].map((call) => ['sum', ...call]);
const tests = [
  ['t LIKE \'%tel%mike%\''], ['contains(t, \'oscar\')'], ['startswith(t, \'Echo\')', 'starts_with(t, \'Echo\')'], ['t RLIKE \'[0-9]{5} (kilo|mike)\'', 'regexp_matches(t, \'[0-9]{5} (kilo|mike)\')'],
  ['i IN (1, 5, 17, 333, 9999, 77777)'], ['array_contains(a, 42)', 'list_contains(a, 42)'], ['i BETWEEN 1000 AND 500000'],
].map((call) => ['count_if', ...call]);

const query = ([sum, spark, duckdb = spark]) => ({ name: spark, sql: `select ${sum}(${spark}) from samples`, dialects: { DuckDB: `select ${sum}(${duckdb}) from samples` } });

export const queries = [...texts, ...numbers, ...tests].map(query);
