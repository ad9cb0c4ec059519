namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>How the bounds of a leaf are ordered and cut short.</summary>
internal interface IBoundOrder
{
    /// <summary>Compares two bounds.</summary>
    int Compare(byte[] left, byte[] right);

    /// <summary>A bound of at most so many bytes, or null when there is none.</summary>
    Bound? Shorten(Bound bound, bool isMax, int maxBytes) => bound;
}
