--MATRIX few
-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT any(col) FROM VALUES (NULL), (true), (false) AS tab(col);

SELECT any(col) FROM VALUES (false), (false), (NULL) AS tab(col);

SELECT any(col) FROM VALUES (true), (false), (false) AS tab(col);

SELECT any_value(col) FROM VALUES (10), (5), (20) AS tab(col);

SELECT any_value(col) FROM VALUES (NULL), (5), (20) AS tab(col);

SELECT bool_and(col) FROM VALUES (NULL), (true), (true) AS tab(col);

SELECT bool_and(col) FROM VALUES (true), (false), (true) AS tab(col);

SELECT bool_and(col) FROM VALUES (true), (true), (true) AS tab(col);

SELECT bool_or(col) FROM VALUES (NULL), (true), (false) AS tab(col);

SELECT bool_or(col) FROM VALUES (false), (false), (NULL) AS tab(col);

SELECT bool_or(col) FROM VALUES (true), (false), (false) AS tab(col);

SELECT collect_list(col) FROM VALUES (1), (2), (1) AS tab(col);

SELECT count(*) FROM VALUES (NULL), (5), (5), (20) AS tab(col);

SELECT count(DISTINCT col) FROM VALUES (NULL), (5), (5), (10) AS tab(col);

SELECT count(col) FROM VALUES (NULL), (5), (5), (20) AS tab(col);

SELECT every(col) FROM VALUES (NULL), (true), (true) AS tab(col);

SELECT every(col) FROM VALUES (true), (false), (true) AS tab(col);

SELECT every(col) FROM VALUES (true), (true), (true) AS tab(col);

SELECT name, grouping(name), sum(age) FROM VALUES (2, 'Alice'), (5, 'Bob') people(age, name) GROUP BY cube(name);

SELECT name, grouping_id(), sum(age), avg(height) FROM VALUES (2, 'Alice', 165), (5, 'Bob', 180) people(age, name, height) GROUP BY cube(name, height);

SELECT last(col) FROM VALUES (10), (5), (20) AS tab(col);

SELECT last(col) FROM VALUES (10), (5), (NULL) AS tab(col);

SELECT last_value(col) FROM VALUES (10), (5), (20) AS tab(col);

SELECT last_value(col) FROM VALUES (10), (5), (NULL) AS tab(col);

SELECT max(col) FROM VALUES (10), (50), (20) AS tab(col);

SELECT mean(col) FROM VALUES (1), (2), (3) AS tab(col);

SELECT mean(col) FROM VALUES (1), (2), (NULL) AS tab(col);

SELECT min(col) FROM VALUES (10), (-1), (20) AS tab(col);

SELECT some(col) FROM VALUES (NULL), (true), (false) AS tab(col);

SELECT some(col) FROM VALUES (false), (false), (NULL) AS tab(col);

SELECT some(col) FROM VALUES (true), (false), (false) AS tab(col);

SELECT sum(col) FROM VALUES (5), (10), (15) AS tab(col);

SELECT sum(col) FROM VALUES (NULL), (10), (15) AS tab(col);

SELECT sum(col) FROM VALUES (NULL), (NULL) AS tab(col);

SELECT try_sum(col) FROM VALUES (5), (10), (15) AS tab(col);

SELECT try_sum(col) FROM VALUES (9223372036854775807L), (1L) AS tab(col);

SELECT try_sum(col) FROM VALUES (NULL), (10), (15) AS tab(col);

SELECT try_sum(col) FROM VALUES (NULL), (NULL) AS tab(col);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT array(1, 2, 3);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT 3 & 5;

SELECT 2 << 1;

SELECT 4 >> 1;

SELECT 3 ^ 5;

SELECT shiftleft(2, 1);

SELECT shiftrightunsigned(4, 1);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT element_at(array(1, 2, 3), 2);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT if(1 < 2, 'a', 'b');

SELECT ifnull(NULL, array('2'));

SELECT nanvl(cast('NaN' as double), 123);

SELECT nullif(2, 2);

SELECT nvl(NULL, array('2'));

SELECT nvl2(NULL, 2, 1);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT filter(array(1, 2, 3), x -> x % 2 == 1);

SELECT filter(array(0, null, 2, 3, null), x -> x IS NOT NULL);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT 2 % 1.8;

SELECT 2 * 3;

SELECT 2 - 1;

SELECT 2L / 2L;

SELECT 3 / 2;

SELECT abs(-1);

SELECT abs(INTERVAL -'1-1' YEAR TO MONTH);

SELECT 3 div 2;

SELECT INTERVAL '1-1' YEAR TO MONTH div INTERVAL '-1' MONTH;

SELECT greatest(10, 9, 2, 4, 3);

SELECT least(10, 9, 2, 4, 3);

SELECT positive(1);

SELECT round(2.5, 0);

SELECT try_divide(1, 0);

SELECT try_divide(2L, 2L);

SELECT try_divide(3, 2);

SELECT try_subtract(-2147483648, 1);

SELECT try_subtract(2, 1);

SELECT try_subtract(date'2021-01-02', 1);

SELECT try_subtract(interval 2 year, interval 1 year);

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT 1 <= NULL;

SELECT 1.0 <= '1';

SELECT 2 <= 2;

SELECT 1 = '1';

SELECT 2 = 2;

SELECT NULL = NULL;

SELECT true = NULL;

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT btrim('    SparkSQL   ');

SELECT btrim('SSparkSQLS', 'SL');

SELECT position('bar', 'foobarbar');

SELECT position('bar', 'foobarbar', 5);

SELECT trim('    SparkSQL   ');

SELECT trim('SL' FROM 'SSparkSQLS');

SELECT trim(BOTH 'SL' FROM 'SSparkSQLS');

SELECT trim(BOTH FROM '    SparkSQL   ');

SELECT trim(LEADING 'SL' FROM 'SSparkSQLS');

SELECT trim(LEADING FROM '    SparkSQL   ');

SELECT trim(TRAILING 'SL' FROM 'SSparkSQLS');

SELECT ucase('SparkSql');

SELECT upper('SparkSql');

-- Examples in the documentation of Spark 4.1's functions (Apache License 2.0).

SELECT struct(1, 2, 3);
