namespace SqlSpark.Benchmarks.Parquet;

/// <summary>How many bytes a decoded value has, for <see cref="ThroughputColumn"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DecodedBytesAttribute(double bytes) : Attribute
{
    public double Bytes { get; } = bytes;
}
