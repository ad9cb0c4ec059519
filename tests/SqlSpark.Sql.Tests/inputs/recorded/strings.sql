-- Strings of no, up to twelve, and more bytes; multi-byte characters; trailing blanks kept out of the results by brackets.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (1, 'Spark'), (2, ''), (3, NULL), (4, 'exactly12byt'), (5, 'a text of more than twelve bytes'), (6, 'äöü ß €'), (7, '  blanks  '), (8, '🎉 party') AS t(k, s);

SELECT k, upper(s), lower(s), length(s) FROM t;
SELECT k, substring(s, 2, 3), substring(s, -3), substring(s FROM 3), substr(s, 0, 2), substring(s, 2, -1) FROM t;
SELECT k, concat('[', trim(s), ']'), concat('[', ltrim(s), ']'), concat('[', rtrim(s), ']'), btrim(s, 'Sk '), trim(LEADING 'a' FROM s) FROM t;
SELECT k, concat(s, '-', s), s || '!', concat(s, NULL), concat() FROM t;
SELECT k, s = 'Spark', s < 'b', s <=> NULL, s > 'a text of more than twelve bytea' FROM t;
SELECT k, s LIKE '%a%', s LIKE '_____', s LIKE '%twelve%', s LIKE '' FROM t;
SELECT min(s), max(s), count(s), count(DISTINCT s) FROM t;
SELECT concat(s, CAST(k AS STRING)) AS text FROM t WHERE length(s) > 5 ORDER BY text DESC;
SELECT position('a' IN s), position('r', s), position('', s) FROM t;
SELECT concat(repeated, repeated) AS twice, count(*) FROM (SELECT concat('group number ', CAST(id % 5 AS STRING)) AS repeated FROM range(1000)) GROUP BY repeated;
SELECT length(concat('x', CAST(id AS STRING))) AS n, count(*), min(concat('value-with-a-long-prefix-', CAST(id AS STRING))), max(CAST(id AS STRING)) FROM range(2000) GROUP BY 1;
SELECT 'it''s', "double ""quotes""", r'raw\n', 'tab\tnew', 'A', 'a' 'b';
SELECT upper('straße'), lower('ÀÉ'), length('e\u0301');
SELECT hash('Spark'), hash(NULL), hash(1, 'a'), hash(1L), hash(CAST(NULL AS INT), 2);
