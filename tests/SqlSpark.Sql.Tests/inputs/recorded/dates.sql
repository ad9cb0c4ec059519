-- Dates, timestamps and intervals.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (date'2024-02-29', timestamp'2024-02-29 23:59:59.999999'), (date'1582-10-15', timestamp'1900-01-01 00:00:00'),
  (date'0001-01-01', timestamp'2038-01-19 03:14:08'), (date'9999-12-31', timestamp'9999-12-31 23:59:59'), (NULL, NULL) AS t(d, ts);

SELECT d, year(d), month(d), day(d) FROM t;
SELECT d, date_add(d, 1), date_sub(d, 366), d + 30, d - 30 FROM t WHERE year(d) < 9999;
SELECT d, datediff(d, date'2000-01-01'), date_diff(date'2000-01-01', d) FROM t;
SELECT ts, year(ts), CAST(ts AS DATE), CAST(d AS TIMESTAMP) FROM t;
SELECT CAST(d AS STRING), CAST(ts AS STRING) FROM t;
SELECT d < date'2000-01-01', d = CAST('2024-02-29' AS DATE), d > '2024-01-01', d IS NULL FROM t;
SELECT min(d), max(d), min(ts), max(ts), count(d) FROM t;
SELECT year(d) AS y, count(*) FROM (SELECT date_add(date'2023-11-01', CAST(id AS INT)) AS d FROM range(800)) GROUP BY y;
SELECT date_add(date'2024-01-31', CAST(id AS INT)) AS d FROM range(3) ORDER BY d DESC;
SELECT CAST('2024-1-5' AS DATE), CAST('2024' AS DATE), CAST(' 2024-06-07 ' AS DATE), CAST('2024-06-07T01:02:03Z' AS TIMESTAMP), CAST('2024-06-07 01:02' AS TIMESTAMP);
SELECT CAST('2024-02-30' AS DATE);
SELECT CAST('noon' AS TIMESTAMP);
SELECT date'2023-02-29';
SELECT timestamp'2024-03-10 02:30:00', timestamp'2024-11-03 01:30:00', CAST(timestamp'2024-03-10 12:00:00' AS DATE);
SELECT interval '1-2' year to month, interval '3 04:05:06.789' day to second, interval 5 days, interval '-10' month;
SELECT date'2024-01-31' + interval '1' month, date'2024-03-31' - interval '1' month, timestamp'2024-01-01 00:00:00' + interval '36' hour;
