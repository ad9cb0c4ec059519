-- CSV files: all simple types, NULLs, quotes, line ends in values, splits smaller than a record.
CREATE TEMPORARY VIEW inferred USING csv OPTIONS (path '{data}/types.csv', header 'true', inferSchema 'true');
CREATE TEMPORARY VIEW typed (id INT, flag BOOLEAN, tiny TINYINT, small SMALLINT, whole INT, big BIGINT, real FLOAT, dbl DOUBLE, price DECIMAL(12, 2), day DATE, at TIMESTAMP, word STRING)
USING csv OPTIONS (path '{data}/types.csv', header 'true');
CREATE TEMPORARY VIEW lines USING csv OPTIONS (path '{data}/multiline.csv', header 'true', multiLine 'true');
CREATE TEMPORARY VIEW header_only USING csv OPTIONS (path '{data}/header-only.csv', header 'true');
CREATE TEMPORARY VIEW empty (a INT, b STRING) USING csv OPTIONS (path '{data}/empty.csv');
CREATE TEMPORARY VIEW piped (k INT, s STRING, x DOUBLE) USING csv OPTIONS (path '{data}/pipe.csv', sep '|', quote '''', comment '#', nullValue 'NA');

SELECT * FROM inferred LIMIT 12;
SELECT count(*), count(flag), count(tiny), count(word), sum(whole), sum(big % 1000), min(day), max(at), sum(price) FROM typed;
SELECT count(*) FROM typed;
SELECT * FROM typed WHERE id % 61 = 7;
SELECT word, count(*), min(id), max(id) FROM typed GROUP BY word;
SELECT flag, count(*), sum(price), avg(tiny), max(dbl), min(real) FROM typed GROUP BY flag;
SELECT year(day) DIV 10 AS decade, count(*) FROM typed GROUP BY decade HAVING count(*) > 10;
SELECT id, dbl FROM typed WHERE id % 25 = 0 ORDER BY dbl DESC NULLS LAST, id;
SELECT id, price FROM typed ORDER BY price NULLS FIRST, id LIMIT 5;
SELECT DISTINCT word FROM typed ORDER BY word;
SELECT id, day FROM typed LIMIT 3 OFFSET 200;
SELECT upper(word) AS w, length(word), CASE WHEN flag THEN 'yes' WHEN NOT flag THEN 'no' ELSE 'unknown' END AS f, count(*) FROM typed GROUP BY ALL;
SELECT id, concat('<', text, '>'), note FROM lines;
SELECT count(*) FROM header_only;
SELECT * FROM header_only;
SELECT * FROM empty;
SELECT count(*), sum(a) FROM empty;
SELECT * FROM piped;
SELECT t.id FROM typed AS t WHERE t.big > 9000000000000000000 UNION ALL SELECT id FROM typed WHERE tiny = 127;
-- an external table may be one file
CREATE TABLE one_file (k INT, s STRING, x DOUBLE) USING csv OPTIONS (path '{data}/pipe.csv', sep '|', quote '''', comment '#', nullValue 'NA');
SELECT * FROM one_file;
DROP TABLE one_file;
SELECT count(*) FROM piped;
