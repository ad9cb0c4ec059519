using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A constant.</summary>
/// <param name="Value">The value as <see cref="BoxedValues"/> describes; null for NULL.</param>
/// <param name="Type">The type.</param>
public sealed record Literal(object? Value, DataType Type) : LeafExpression
{
    /// <summary>TRUE.</summary>
    public static Literal True => new(true, BooleanType.Instance);

    /// <summary>FALSE.</summary>
    public static Literal False => new(false, BooleanType.Instance);

    /// <summary>NULL of a type.</summary>
    public static Literal Null(DataType type) => new(null, type);

    /// <summary>NULL of type void.</summary>
    public static Literal NullVoid => new(null, VoidType.Instance);

    /// <summary>An INT.</summary>
    public static Literal Int(int value) => new(value, IntegerType.Instance);

    /// <summary>A BIGINT.</summary>
    public static Literal Long(long value) => new(value, LongType.Instance);

    /// <summary>A STRING.</summary>
    public static Literal String(string value) => new(value, StringType.Instance);

    /// <summary>A BOOLEAN.</summary>
    public static Literal Boolean(bool value) => new(value, BooleanType.Instance);

    /// <summary>A DOUBLE.</summary>
    public static Literal Double(double value) => new(value, DoubleType.Instance);

    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => Value is null;

    /// <inheritdoc />
    public override bool IsFoldable => true;

    /// <summary>True for NULL of any type.</summary>
    public bool IsNull => Value is null;

    /// <summary>True for the literal TRUE.</summary>
    public bool IsTrue => Value is true;

    /// <summary>True for the literal FALSE.</summary>
    public bool IsFalse => Value is false;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Literal;

    /// <inheritdoc />
    public override string Sql => LiteralFormat.ToSql(this);

    /// <summary>Floating point values compare by bits, so that NaN equals itself and 0.0 differs from -0.0.</summary>
    public bool Equals(Literal? other) => other is not null && Type.Equals(other.Type) && (Value, other.Value) switch
    {
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y),
        var (x, y) => Equals(x, y),
    };

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, Type);
}
