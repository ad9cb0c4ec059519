using SqlSpark.Core.Memory;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>
/// The data of TPC-H at one scale factor, equal to dbgen's: a scale, and what all generators of its tables share. Thread-safe; dispose it after the
/// generators and the batches they made.
/// </summary>
public sealed class TpchData : IDisposable
{
    private readonly MemoryAccount _account;

    /// <param name="scale">The scale factor.</param>
    /// <param name="pool">Pays 300 MiB for the text that comments are cut from.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>MEMORY_LIMIT_EXCEEDED</c>.</exception>
    public TpchData(TpchScale scale, MemoryPool pool)
    {
        Scale = scale;
        _account = pool.CreateAccount("TPC-H data");
        Text = new TextPool(_account);
        Dictionaries = new Dictionaries(_account);
    }

    /// <summary>The scale factor.</summary>
    public TpchScale Scale { get; }

    /// <summary>The account that a generator's own account is best made under.</summary>
    public MemoryAccount Account => _account;

    internal TextPool Text { get; }

    internal Dictionaries Dictionaries { get; }

    /// <summary>A generator of a table; each thread has its own.</summary>
    /// <param name="table">The table.</param>
    /// <param name="account">Pays for the batches.</param>
    public TableGenerator CreateGenerator(TpchTable table, MemoryAccount account) => table switch
    {
        TpchTable.Region => new RegionGenerator(this, account),
        TpchTable.Nation => new NationGenerator(this, account),
        TpchTable.Supplier => new SupplierGenerator(this, account),
        TpchTable.Customer => new CustomerGenerator(this, account),
        TpchTable.Part => new PartGenerator(this, account),
        TpchTable.PartSupp => new PartSuppGenerator(this, account),
        TpchTable.Orders => new OrdersGenerator(this, account),
        TpchTable.LineItem => new LineItemGenerator(this, account),
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, null),
    };

    /// <summary>Writes the whole text by several threads, which pays when much of it will be used; otherwise its parts are written when they are needed.</summary>
    /// <param name="threads">How many threads take part.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void PrepareText(int threads, CancellationToken cancellationToken = default) => Text.WriteAll(threads, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        Dictionaries.Dispose();
        Text.Dispose();
        _account.Dispose();
    }
}
