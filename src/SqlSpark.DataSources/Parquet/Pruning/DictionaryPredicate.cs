using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>
/// Decides by the dictionaries of a row group whether a condition can be TRUE for any row: false is certain, true is not. Only equality is looked at: what lies in a
/// range is seldom ruled out by entries where bounds have not done so.
/// </summary>
/// <param name="columns">The columns of the table's schema as the file has them.</param>
/// <param name="rowGroup">The row group.</param>
/// <param name="reader">Reads the dictionaries, which it needs anyway.</param>
/// <remarks>Spark leaves it to parquet-mr's <c>DictionaryFilter</c>.</remarks>
internal sealed class DictionaryPredicate(PrunableColumns columns, RowGroupMetadata rowGroup, RowGroupReader reader)
{
    /// <summary>Whether the condition can be TRUE.</summary>
    public bool MayBeTrue(Expression condition) => condition switch
    {
        And and => and.Conditions.All(MayBeTrue),
        Or or => or.Conditions.Any(MayBeTrue),
        Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe, Left: BoundReference column, Right: Literal literal } => MayContain(column, [literal]),
        Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe, Left: Literal literal, Right: BoundReference column } => MayContain(column, [literal]),
        In { Value: BoundReference column } isIn => MayContain(column, isIn.Items.AsSpan()),
        _ => true,
    };

    private bool MayContain(BoundReference column, ReadOnlySpan<Expression> items)
    {
        if (columns.LeafOf(column.Ordinal) is not { } leaf || !rowGroup.Columns[leaf.LeafOrdinal].HasOnlyCodes)
            return true;
        var numbers = new List<Int128>();
        var texts = new List<byte[]>();
        foreach (var item in items)
        {
            if (item is not Literal literal)
                return true;
            if (literal.IsNull)
                continue;
            switch (BoundsPredicate.ToBound(literal, column.Type))
            {
                case Int128 number:
                    numbers.Add(number);
                    break;
                case byte[] text:
                    texts.Add(text);
                    break;
                default:
                    return true;
            }
        }

        return reader.DictionaryOf(leaf) is not { Values: FlatVector entries } || Contains(entries, numbers, texts);
    }

    private static bool Contains(FlatVector entries, List<Int128> numbers, List<byte[]> texts) => entries.Physical switch
    {
        PhysicalType.Int8 => ContainsNumber(entries.Values<sbyte>(), numbers),
        PhysicalType.Int16 => ContainsNumber(entries.Values<short>(), numbers),
        PhysicalType.Int32 => ContainsNumber(entries.Values<int>(), numbers),
        PhysicalType.Int64 => ContainsNumber(entries.Values<long>(), numbers),
        PhysicalType.Int128 => ContainsNumber(entries.Values<Int128>(), numbers),
        PhysicalType.View => ContainsText(entries.Values<Utf8View>(), texts),
        _ => true,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ContainsNumber<T>(ReadOnlySpan<T> entries, List<Int128> wanted)
        where T : unmanaged, INumberBase<T>, IMinMaxValue<T>
    {
        foreach (var number in wanted)
        {
            if (number < Int128.CreateChecked(T.MinValue) || number > Int128.CreateChecked(T.MaxValue))
                continue;
            var value = T.CreateTruncating(number);
            foreach (var entry in entries)
            {
                if (entry == value)
                    return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ContainsText(ReadOnlySpan<Utf8View> entries, List<byte[]> wanted)
    {
        foreach (var entry in entries)
        {
            foreach (var text in wanted)
            {
                if (entry.Bytes.SequenceEqual(text))
                    return true;
            }
        }

        return false;
    }
}
