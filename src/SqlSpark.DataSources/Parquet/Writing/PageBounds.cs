namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>A bound as the file stores it.</summary>
/// <param name="Bytes">The value in encoding PLAIN without a length, perhaps cut short.</param>
/// <param name="IsExact">Whether it is one of the values.</param>
internal readonly record struct Bound(byte[] Bytes, bool IsExact);

/// <summary>What is known of the values of a page, or of a column chunk.</summary>
/// <param name="Min">No value is less; null when nothing is known.</param>
/// <param name="Max">No value is greater, NaN excepted; null when nothing is known.</param>
/// <param name="NanCount">Values that are NaN; null where there is no such thing.</param>
internal readonly record struct PageBounds(Bound? Min, Bound? Max, long? NanCount);
