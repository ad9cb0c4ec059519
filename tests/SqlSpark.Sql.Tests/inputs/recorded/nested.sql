-- Arrays, structs and lambda functions.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (1, array(1, 2, 3), named_struct('a', 1, 'b', 'x')), (2, array(), named_struct('a', NULL, 'b', NULL)), (3, NULL, NULL), (4, array(NULL, 40), named_struct('a', 4, 'b', 'a text of more than twelve')) AS t(k, arr, rec);

SELECT * FROM t;
SELECT k, arr[0], element_at(arr, -1), size(arr), rec.a, rec.b FROM t WHERE size(arr) > 0;
SELECT k, rec.* FROM t;
SELECT k, arr[5] FROM t WHERE k = 1;
SELECT k, element_at(arr, 0) FROM t;
SELECT k, transform(arr, x -> x + k), transform(arr, (x, i) -> i * 10), filter(arr, x -> x > 1), filter(arr, x -> x IS NULL) FROM t;
SELECT k, transform(arr, x -> 10 / (x - 2)) FROM t;
SELECT k, transform(array(arr), a -> transform(a, x -> x * 2)) FROM t;
SELECT array(k, 2.5), array('a', NULL), array(), struct(k, rec.a AS inner), named_struct('n', named_struct('m', arr)) FROM t;
SELECT k FROM t WHERE rec.b LIKE '%twelve' OR arr[1] = 2;
SELECT array(1, 2) = array(1, 2), array(1, NULL) < array(2), named_struct('a', 1) = named_struct('a', 1), array(1) <=> NULL;
SELECT id, transform(array(id, id + 1), x -> x * x) AS squares FROM range(200) WHERE id % 50 = 49;
SELECT sum(s) FROM (SELECT size(filter(array(id, id + 1, id + 2), x -> x % 3 = 0)) AS s FROM range(1000));
SELECT collect_list(named_struct('i', id)) FROM range(3);
SELECT rec.missing FROM t;
SELECT CAST(arr AS ARRAY<DOUBLE>), CAST(rec AS STRUCT<a: STRING, b: STRING>) FROM t;
-- several workers sort lists at once, short ones and long ones
SELECT sum(element_at(array_sort(array(id % 7, id % 3, 5)), 1)), sum(element_at(sort_array(array(id % 7, NULL, id % 3), false), 1)), max(element_at(array_sort(array(concat('x', id % 11), 'x5')), 1)) FROM range(100000);
SELECT sum(element_at(sort_array(transform(sequence(1, 60), x -> (x * id) % 61)), 7)), sum(element_at(array_sort(transform(sequence(1, 60), x -> nullif((x * id) % 61, 3))), 7)) FROM range(2000);
