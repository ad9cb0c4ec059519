using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Fails at the first date or timestamp that another calendar may have written; see <see cref="OldCalendar"/>.</summary>
/// <param name="inner">Reads the values; taken over.</param>
/// <param name="firstSafeValue">The least value that passes.</param>
/// <param name="error">The error for others.</param>
internal sealed class OldCalendarCheck(ValueReader inner, long firstSafeValue, Func<SqlSparkException> error) : ValueReader(inner.Physical)
{
    /// <inheritdoc />
    public override void SetPage(in DataPage page) => inner.SetPage(page);

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        inner.Read(target, firstRow, count);
        var isSafe = Physical == PhysicalType.Int32
            ? IsSafe(target.Values<int>().Slice(firstRow, count), (int)firstSafeValue)
            : IsSafe(target.Values<long>().Slice(firstRow, count), firstSafeValue);
        if (!isSafe)
            throw error();
    }

    /// <inheritdoc />
    public override void Skip(int count) => inner.Skip(count);

    /// <inheritdoc />
    public override void Dispose() => inner.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSafe(ReadOnlySpan<int> values, int first)
    {
        foreach (var value in values)
        {
            if (value < first)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSafe(ReadOnlySpan<long> values, long first)
    {
        foreach (var value in values)
        {
            if (value < first)
                return false;
        }

        return true;
    }
}
