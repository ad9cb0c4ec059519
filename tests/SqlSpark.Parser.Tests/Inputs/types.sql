select cast(a as boolean), cast(a as tinyint), cast(a as byte), cast(a as smallint), cast(a as short), cast(a as int), cast(a as integer), cast(a as bigint), cast(a as long);
select cast(a as float), cast(a as real), cast(a as double), cast(a as decimal), cast(a as dec(5)), cast(a as numeric(5, 2)), cast(a as string), cast(a as char(3)), cast(a as character(3)), cast(a as varchar(3));
select cast(a as date), cast(a as timestamp), cast(a as timestamp_ntz), cast(a as timestamp_ltz), cast(a as timestamp with local time zone), cast(a as timestamp without time zone), cast(a as time), cast(a as time(6)), cast(a as time(6) without time zone);
select cast(a as interval), cast(a as interval year), cast(a as interval year to month), cast(a as interval day to second), cast(a as interval hour);
select cast(a as binary), cast(a as void), cast(a as variant), cast(a as geometry(4326)), cast(a as geography(any)), cast(a as string collate unicode), cast(a as char(5) collate system.builtin.unicode_ci);
select cast(a as array<map<string, struct<>>>), cast(a as struct<x: int not null comment 'c', y array<int>>), cast(a as struct<select: int, `x+y`: map<int, array<array<int>>>>);
select a::struct<x: array<int>>.x[0] >> 1, a::array<int>[0] from t where map < 5 and array >> 2 > 1
