namespace SqlSpark.Core.Types;

/// <summary>The type of an untyped NULL.</summary>
public sealed record VoidType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static VoidType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "void";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Void;
}

/// <summary>BOOLEAN.</summary>
public sealed record BooleanType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static BooleanType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "boolean";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Bool;
}

/// <summary>A numeric type.</summary>
public abstract record NumericType : DataType
{
    /// <inheritdoc />
    public sealed override bool IsNumeric => true;
}

/// <summary>TINYINT, SMALLINT, INT or BIGINT.</summary>
public abstract record IntegralType : NumericType;

/// <summary>FLOAT or DOUBLE.</summary>
public abstract record FractionalType : NumericType;

/// <summary>TINYINT: 8-bit signed.</summary>
public sealed record ByteType : IntegralType
{
    /// <summary>The only instance anybody needs.</summary>
    public static ByteType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "byte";

    /// <inheritdoc />
    public override string SimpleString => "tinyint";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int8;
}

/// <summary>SMALLINT: 16-bit signed.</summary>
public sealed record ShortType : IntegralType
{
    /// <summary>The only instance anybody needs.</summary>
    public static ShortType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "short";

    /// <inheritdoc />
    public override string SimpleString => "smallint";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int16;
}

/// <summary>INT: 32-bit signed.</summary>
public sealed record IntegerType : IntegralType
{
    /// <summary>The only instance anybody needs.</summary>
    public static IntegerType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "integer";

    /// <inheritdoc />
    public override string SimpleString => "int";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int32;
}

/// <summary>BIGINT: 64-bit signed.</summary>
public sealed record LongType : IntegralType
{
    /// <summary>The only instance anybody needs.</summary>
    public static LongType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "long";

    /// <inheritdoc />
    public override string SimpleString => "bigint";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int64;
}

/// <summary>FLOAT: IEEE 754 single.</summary>
public sealed record FloatType : FractionalType
{
    /// <summary>The only instance anybody needs.</summary>
    public static FloatType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "float";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Float32;
}

/// <summary>DOUBLE: IEEE 754 double.</summary>
public sealed record DoubleType : FractionalType
{
    /// <summary>The only instance anybody needs.</summary>
    public static DoubleType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "double";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Float64;
}

/// <summary>BINARY: bytes.</summary>
public sealed record BinaryType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static BinaryType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "binary";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.View;
}

/// <summary>DATE: days since 1970-01-01 in the proleptic Gregorian calendar, int32.</summary>
public sealed record DateType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static DateType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "date";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int32;
}

/// <summary>TIMESTAMP: an instant, microseconds since 1970-01-01T00:00:00Z, int64; printed in the session's time zone.</summary>
public sealed record TimestampType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static TimestampType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "timestamp";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int64;
}

/// <summary>TIMESTAMP_NTZ: a local date and time, microseconds since 1970-01-01 00:00:00, int64.</summary>
public sealed record TimestampNtzType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static TimestampNtzType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "timestamp_ntz";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int64;
}

/// <summary>TIME(p): nanoseconds since midnight, int64.</summary>
/// <param name="Precision">Digits of the fraction of a second, 0 to 6.</param>
public sealed record TimeType(int Precision = 6) : DataType
{
    /// <summary>TIME(6).</summary>
    public static TimeType Default { get; } = new(6);

    /// <inheritdoc />
    public override string TypeName => $"time({Precision})";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Int64;
}

/// <summary>VARIANT: a struct of two binaries, metadata and value.</summary>
public sealed record VariantType : DataType
{
    /// <summary>The only instance anybody needs.</summary>
    public static VariantType Instance { get; } = new();

    /// <inheritdoc />
    public override string TypeName => "variant";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Struct;

    /// <inheritdoc />
    public override bool IsOrderable => false;

    /// <inheritdoc />
    public override bool IsHashable => false;
}
