-- Arithmetic outside ANSI mode: integers wrap around, division by zero is NULL.
--MATRIX few
--SET spark.sql.ansi.enabled=false
CREATE TEMPORARY VIEW bounds AS SELECT * FROM VALUES
  (127Y, 32767S, 2147483647, 9223372036854775807L), (-128Y, -32768S, -2147483648, -9223372036854775808L) AS bounds(y, s, i, l);
CREATE TEMPORARY VIEW pairs AS SELECT * FROM VALUES (7, 2), (-7, 2), (7, -2), (-7, -2), (0, 3), (NULL, 3), (3, NULL) AS pairs(a, b);

SELECT a, b, a + b, a - b, a * b, a / b, a DIV b, a % b, pmod(a, b), mod(a, b) FROM pairs;
SELECT 1Y + 1Y, 1S + 1, 1 + 1L, 1 / 2, 1L + 1.0, 1 + 1.5F, 7 DIV 2, 1.5 * 2.25, 1.5 / 2.25, 1.5 % 2;
SELECT 1 / 0;
SELECT 1 % 0;
SELECT 1 DIV 0;
SELECT 1.0 / 0;
SELECT CAST(1 AS DOUBLE) / 0;
SELECT y + 1Y FROM bounds;
SELECT s - 1S FROM bounds;
SELECT i * 2 FROM bounds;
SELECT l + 1L FROM bounds;
SELECT -i FROM bounds;
SELECT -l FROM bounds;
SELECT abs(y) FROM bounds;
SELECT i DIV -1 FROM bounds;
SELECT l DIV -1L FROM bounds;
SELECT CAST(l AS INT) FROM bounds;
SELECT CAST(1e20 AS BIGINT), CAST(-1e20 AS BIGINT);
SELECT CAST('12x' AS INT);
SELECT CAST(123456.789 AS DECIMAL(5, 2));
SELECT 99999999999999999999999999999999999999 + 1;
SELECT 12345678901234567890.123 * 98765432109876543210.987;
SELECT 1.10 + 2.205, 1.10 - 2.205, 1.10 * 2.205, 1.10 / 3, 10.5 % 3, -7.5 % 2;
SELECT try_add(2147483647, 1), try_subtract(-2147483648, 1), try_multiply(2147483647, 2), try_divide(1, 0), try_mod(5, 0), try_divide(7, 2), try_add(1, NULL);
SELECT try_cast('12x' AS INT), try_cast('12' AS INT), try_cast(300 AS TINYINT), try_cast('nope' AS DATE), try_cast('yes' AS BOOLEAN);
SELECT sum(i), sum(l) FROM bounds WHERE i > 0;
SELECT sum(l) FROM (SELECT l FROM bounds WHERE i > 0 UNION ALL SELECT 1L);
SELECT try_sum(l) FROM (SELECT l FROM bounds WHERE i > 0 UNION ALL SELECT 1L);
SELECT sum(d) FROM VALUES (CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))), (1) AS t(d);
SELECT shiftleft(1, 33), shiftright(-8, 1), shiftrightunsigned(-8, 28), 5 & 3, 5 | 3, 5 ^ 3, ~5;
SELECT 0.1D + 0.2D, 1e308D * 10, -1e308D * 10, CAST('NaN' AS DOUBLE) + 1, 0.0D / 1, -0.0D, CAST(0.1 AS FLOAT) + CAST(0.2 AS FLOAT);
SELECT round(2.5), round(-2.5), round(2.55, 1), round(1234, -2), round(2.5D), round(-0.5D), ceil(1.2), ceil(-1.2D), floor(-1.2), floor(1.8D), abs(-3), sqrt(2), sqrt(-1);
