--MATRIX few
-- Session variables, and EXECUTE IMMEDIATE with and without them.

DECLARE VARIABLE number INT DEFAULT 1 + 4;

SELECT number, session.number, system.session.number + 1 AS more;

DECLARE OR REPLACE number DEFAULT 'seven';

SELECT number AS text;

DECLARE number INT;

DECLARE VARIABLE point = named_struct('x', 1, 'y', 2);

SELECT point.x + point.y AS sum;

DECLARE VARIABLE broken INT DEFAULT 'abc';

DECLARE nothing;

DECLARE VARIABLE default.elsewhere INT;

SET VAR number = 'eight', point = DEFAULT;

SELECT number AS text, point AS p;

DECLARE VARIABLE low INT;

DECLARE VARIABLE high BIGINT;

SET VAR (low, high) = (SELECT min(id), max(id) FROM range(10));

SELECT low AS l, high AS h;

SET VAR (low, high) = (SELECT id, id FROM range(0));

SELECT low AS l, high AS h;

SET VAR (low, high) = (SELECT id, id FROM range(2));

SET VAR (low, high) = (SELECT 1);

SET VAR low = 1, low = 2;

SET VAR unknown = 1;

SET low = 1;

SELECT number AS column_first FROM VALUES (1) AS t(number);

EXECUTE IMMEDIATE 'SELECT ? + 1 AS a, ? AS b' USING 1, 'it''s';

EXECUTE IMMEDIATE 'SELECT :a + :b AS sum' USING 1 AS a, 2 AS b;

EXECUTE IMMEDIATE 'SELECT id FROM range(3) WHERE id = :low' USING low;

EXECUTE IMMEDIATE 'SELECT sum(id), count(*) FROM range(:n)' INTO high, low USING 4 AS n;

SELECT low AS l, high AS h;

EXECUTE IMMEDIATE 'SELECT * FROM range(2)' INTO high;

EXECUTE IMMEDIATE 'SET VAR low = 12' INTO high;

EXECUTE IMMEDIATE 'SET VAR low = 12';

SELECT low AS l;

EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE ''SELECT 1''';

EXECUTE IMMEDIATE 'SELECT :a, ?' USING 1 AS a, 2;

EXECUTE IMMEDIATE 'SELECT :a' USING 1;

EXECUTE IMMEDIATE 5;

EXECUTE IMMEDIATE CAST(NULL AS STRING);

SELECT * FROM IDENTIFIER('ran' || 'ge')(2);

CREATE TEMPORARY VIEW IDENTIFIER('v' || low)(IDENTIFIER('c')) AS VALUES (1);

SELECT * FROM v12;

CREATE VIEW with_variable AS SELECT low AS l;

DROP TEMPORARY VARIABLE low;

DROP TEMPORARY VARIABLE low;

DROP TEMPORARY VARIABLE IF EXISTS low;

SELECT low;
