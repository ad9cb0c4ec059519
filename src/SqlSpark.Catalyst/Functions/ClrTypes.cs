using System.Collections.Frozen;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>The SQL type that a CLR type stands for in operations, where there is one that comes to mind first.</summary>
internal static class ClrTypes
{
    private static readonly FrozenDictionary<Type, DataType> Types = new Dictionary<Type, DataType>
    {
        [typeof(bool)] = BooleanType.Instance,
        [typeof(sbyte)] = ByteType.Instance,
        [typeof(short)] = ShortType.Instance,
        [typeof(int)] = IntegerType.Instance,
        [typeof(long)] = LongType.Instance,
        [typeof(float)] = FloatType.Instance,
        [typeof(double)] = DoubleType.Instance,
        [typeof(Utf8View)] = StringType.Instance,
        [typeof(CalendarInterval)] = CalendarIntervalType.Instance,
    }.ToFrozenDictionary();

    /// <summary>The SQL type.</summary>
    public static DataType Of<T>() => Types[typeof(T)];
}
